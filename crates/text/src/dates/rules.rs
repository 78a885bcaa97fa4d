//! The rules: which words make a day or a time together, in all languages at once. Order of words differs between languages; a rule for each order does no harm
//! where nobody writes it.

use super::pattern::Pattern;
use std::sync::LazyLock;

/// What a pattern of a day means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    MonthDay,
    DayAndMonth,
    DayOfMonth,
    Numbers,
    TwoNumbers,
    YearMonth,
    RelYearMonth,
    RelYearMonthDay,
    RelMonth,
    MonthAlone,
    YearAlone,
    BareYear,
    Decade,
    RelUnit,
    RelUnitWeekday,
    WeekAndNumber,
    RelWeekday,
    Weekday,
    DayWeekday,
    RelMonthDay,
    Units,
    OffsetOn,
    OffsetBack,
    OffsetFromDay,
    OffsetBeforeDay,
    NthOf,
    FirstUnits,
    WeekNumber,
    Quarter,
    Season,
    Feast,
    Now,
    Twice,
    Century,
}

/// What a pattern of a time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeAct {
    Clock,
    Hour,
    HourPart,
    HourMinute,
    BareHourMinute,
    HalfPast,
    HalfTo,
    QuarterPast,
    QuarterTo,
    MinutesPast,
    MinutesTo,
    Noon,
}

macro_rules! patterns {
    ($name:ident, $act:ty, [$(($text:literal, $is:expr),)*]) => {
        pub(super) static $name: LazyLock<Vec<(Pattern, $act)>> =
            LazyLock::new(|| vec![$((Pattern::new($text), $is)),*]);
    };
}

patterns!(
    DAYS,
    Act,
    [
        // 12 December 2026; Wednesday, 2 December; le 1er décembre; الثاني عشر من ديسمبر; 14 نوفمبر/تشرين الثاني
        (
            "[wd ,? of? on? the?]? the-day? the? dom .? of? the? the-month? month [/|( month )?]? [.? [,|of|on]? the? of? the-year? year year-mark?]? [,? (? on? wd )?]?",
            Act::MonthDay
        ),
        ("[wd ,? the?]? month .? the? the-day? dom [,? of? the-year? year year-mark?]?", Act::MonthDay),
        ("[wd ,? of? the?]? the-day? dom .? of? the-month? month ,? of? yy", Act::MonthDay),
        ("[wd ,? the?]? the? dom .? mn .? year?", Act::DayAndMonth),
        ("year4 +-|+/ month +-|+/ dom|any", Act::MonthDay),
        ("year4 +-|+/ dom|any +-|+/ month", Act::MonthDay),
        ("dom|any +-|+/ year4 +-|+/ month", Act::MonthDay),
        ("dom|any +-|+/ month [+-|+/ year4|yy]?", Act::MonthDay),
        ("month +-|+/ dom|any +-|+/ year4", Act::MonthDay),
        ("month +/|+- dom|any", Act::MonthDay),
        ("year ,? of? the-day? the? dom .? of? month [,? wd]?", Act::MonthDay),
        // 2026年12月12日
        ("[year|yy year-mark of?]? mn month-mark dom day-mark? [,? (? wd )?]?", Act::MonthDay),
        ("ry of? mn month-mark dom day-mark? [,? (? wd )?]?", Act::RelYearMonthDay),
        ("[wd ,?]? the? dom .? of? month ,? of? the? ry", Act::RelYearMonthDay),
        ("[wd ,?]? month .? the? dom ,? of? the? ry", Act::RelYearMonthDay),
        ("ry of? dom .? month", Act::RelYearMonthDay),
        // the 14th, día 14, 14日, 14-го числа
        ("[wd ,? the? of?]? the-day the? dom", Act::DayOfMonth),
        ("[wd ,? on?]? the dom", Act::DayOfMonth),
        ("wd ,? the? dom", Act::DayOfMonth),
        ("dom wd", Act::DayOfMonth),
        ("dom day-mark [,? wd]?", Act::DayOfMonth),
        ("the? the-day? dom .? of? on? the? rm", Act::RelMonthDay),
        ("rm of? the-day? the? dom day-mark?", Act::RelMonthDay),
        // 12.12.2026, 22/04, 2026-12-12
        ("[wd ,? the-day?]? numbers [,? (? wd )?]?", Act::Numbers),
        ("[rel? wd ,? the-day?]? any +/ any", Act::TwoNumbers),
        ("[wd ,? the?]? any +. any .?", Act::TwoNumbers),
        ("any +/ any wd", Act::TwoNumbers),
        // December 2026, 2026年12月
        ("month .? [,|of|-|/]? the? of? the-year? year year-mark?", Act::YearMonth),
        ("month +/|+- year4", Act::YearMonth),
        ("year|yy year-mark of? mn month-mark", Act::YearMonth),
        ("year year-mark? of? month", Act::YearMonth),
        ("year4 +-|+/ mn|any", Act::YearMonth),
        ("mn|any +-|+/ year4", Act::YearMonth),
        ("month ,? of? on? the? ry", Act::RelYearMonth),
        ("ry of? month", Act::RelYearMonth),
        ("ry of? mn month-mark", Act::RelYearMonth),
        ("rel month", Act::RelMonth),
        ("the? the-month? month rel", Act::RelMonth),
        ("the-month? month the-month?", Act::MonthAlone),
        ("mn month-mark", Act::MonthAlone),
        ("the-year of? year", Act::YearAlone),
        ("year|yy year-mark|the-year", Act::YearAlone),
        ("year", Act::BareYear),
        ("any bce", Act::BareYear),
        ("decade of? year", Act::Decade),
        ("year of? '? decade", Act::Decade),
        ("decade n", Act::Decade),
        ("the? ord century", Act::Century),
        // next week, Monday of next week, next Friday
        ("ru", Act::RelUnit),
        ("wd ,? of? on? the? rw", Act::RelUnitWeekday),
        ("rw of? on? the? ,? wd", Act::RelUnitWeekday),
        // 下周五
        ("rw n", Act::WeekAndNumber),
        ("rw day-mark", Act::WeekAndNumber),
        ("rel rel wd", Act::Twice),
        ("rel wd", Act::RelWeekday),
        ("wd the? rel", Act::RelWeekday),
        ("rel wd rel", Act::RelWeekday),
        ("wd", Act::Weekday),
        ("day [,? wd]?", Act::DayWeekday),
        ("wd ,? day", Act::DayWeekday),
        // next 3 days, 3 últimos meses
        ("rel the? n unit", Act::Units),
        ("n rel unit", Act::Units),
        ("n unit of? the? rel", Act::Units),
        ("counted rel", Act::Units),
        ("rel counted", Act::Units),
        // in three days, two weeks ago
        ("in n|counted unit?", Act::OffsetOn),
        ("n unit later", Act::OffsetOn),
        ("counted later", Act::OffsetOn),
        ("ago-first n|counted unit?", Act::OffsetBack),
        ("n unit ago", Act::OffsetBack),
        ("counted ago", Act::OffsetBack),
        ("n unit from|after|later of? day|now", Act::OffsetFromDay),
        ("day from|of? n unit later|after", Act::OffsetFromDay),
        ("day from n unit", Act::OffsetFromDay),
        ("n unit before|ago of? day", Act::OffsetBeforeDay),
        ("day from|of? n unit ago|before", Act::OffsetBeforeDay),
        // the first week of January, last Monday of next month
        ("the? ord|ru unit? of? the-month? the? month [of? the-year? year|ry]?", Act::NthOf),
        ("ord wd of? the-month? the? month [of? the-year? year|ry]?", Act::NthOf),
        ("month|ru of? ord unit|wd", Act::NthOf),
        ("month year? of? ord|ru unit?", Act::NthOf),
        ("unit ord of? the-month? month year?", Act::NthOf),
        // the first two weeks of 2027
        ("the? ord n unit of? on? the? ru", Act::FirstUnits),
        ("the? ord|rel n unit of? on? the? the-year? year", Act::FirstUnits),
        ("the? ord|rel n unit of? on? the? the-month? month [of? year]?", Act::FirstUnits),
        ("the? rel n unit of on? the? ru", Act::FirstUnits),
        ("mn month-mark of? ord|ru unit|wd?", Act::NthOf),
        ("year year-mark? of? the? ord|ru unit?", Act::NthOf),
        ("the? ord unit|wd of? on? the? ru", Act::NthOf),
        ("the? ord|ru unit? of? on? the? the-year? year", Act::NthOf),
        ("week n [,? of? the? the-year? year|ry]?", Act::WeekNumber),
        ("ru of? the? ru", Act::NthOf),
        ("the? ord unit", Act::Quarter),
        ("the? ord unit -|of? the-year? year", Act::Quarter),
        ("ry of? quarter", Act::Quarter),
        ("quarter [-|of? the-year? year|ry]?", Act::Quarter),
        ("year -? quarter", Act::Quarter),
        // this summer, zomer van 2027
        ("season ,? of? the? the-year? year", Act::Season),
        ("season ,? of? the? ry", Act::Season),
        ("year|yy year-mark of? season", Act::Season),
        ("year of? season", Act::Season),
        ("ry of? season", Act::Season),
        ("rel season", Act::Season),
        ("season the? rel", Act::Season),
        ("easter [,? of? on? the-year? year|ry]?", Act::Feast),
        ("rel easter", Act::Feast),
        ("rel feast", Act::Feast),
        ("feast [,? of? on? the-year? year|ry]?", Act::Feast),
        ("now", Act::Now),
    ]
);

patterns!(
    TIMES,
    TimeAct,
    [
        ("oclock|at? clock oclock? half? [of? on? the? part]? [,? (? zone )?]?", TimeAct::Clock),
        ("part ,? at|the|on? oclock? clock oclock? [zone]?", TimeAct::Clock),
        ("zone oclock? clock", TimeAct::Clock),
        ("n -? half [zone]?", TimeAct::Hour),
        ("half n oclock|hour-mark", TimeAct::Hour),
        ("n oclock|hour-mark [half]? [of? on? the? part]? [zone]?", TimeAct::Hour),
        ("n oclock|hour-mark and? n minute-mark? [of? the? part]?", TimeAct::HourMinute),
        ("oclock n and? n minute-mark [half|part]?", TimeAct::HourMinute),
        ("oclock n and? half-hour [half|part]?", TimeAct::HalfPast),
        ("oclock n and? quarter-hour [half|part]?", TimeAct::QuarterPast),
        ("oclock n [half]? [of? on? the? part]? [zone]?", TimeAct::Hour),
        ("part at|the|on? oclock? n oclock|hour-mark?", TimeAct::Hour),
        ("part of? n oclock|hour-mark and? half-hour", TimeAct::HalfPast),
        ("part of? n oclock|hour-mark quarter-hour", TimeAct::QuarterPast),
        ("part n oclock|hour-mark n minute-mark?", TimeAct::HourMinute),
        ("n of the part", TimeAct::Hour),
        ("n of part", TimeAct::Hour),
        ("half-hour n oclock", TimeAct::HalfPast),
        ("n oclock? and n [half|part]?", TimeAct::BareHourMinute),
        ("n +-? n [half|part]?", TimeAct::BareHourMinute),
        ("n on the? part", TimeAct::Hour),
        ("n part", TimeAct::HourPart),
        ("n oclock|hour-mark? and? half-hour [of? the? part]?", TimeAct::HalfPast),
        ("n oclock|hour-mark? and quarter-hour [of? the? part]?", TimeAct::QuarterPast),
        ("n oclock|hour-mark? minus quarter-hour [of? the? part]?", TimeAct::QuarterTo),
        ("n oclock|hour-mark? minus n [of? the? part]?", TimeAct::MinutesTo),
        ("half-hour past-hour n oclock? [half|part]?", TimeAct::HalfPast),
        ("half-to n oclock?", TimeAct::HalfTo),
        ("quarter-hour past-hour n oclock? [half|part]?", TimeAct::QuarterPast),
        ("quarter-hour minus n oclock? [half|part]?", TimeAct::QuarterTo),
        ("n minute-mark? past-hour n oclock? [half|part]?", TimeAct::MinutesPast),
        ("n minute-mark? minus n oclock? [half|part]?", TimeAct::MinutesTo),
        ("part", TimeAct::Noon),
    ]
);

#[cfg(test)]
mod tests {
    #[test]
    fn the_patterns_are_patterns() {
        assert!(super::DAYS.len() > 50 && super::TIMES.len() > 20);
    }
}
