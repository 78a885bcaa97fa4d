//! Databases for tests: a fresh one per test, of either engine. Starts one PostgreSQL of its own per test process, in a temporary folder on a free port.
