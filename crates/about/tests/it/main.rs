mod hostile;
mod reading;
mod story;
