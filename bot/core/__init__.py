"""What everything else is made of: numbers, weeks, records, events and replies, as frozen values."""
