mod reading;
mod story;
