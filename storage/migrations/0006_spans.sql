-- The stretch of time that a number of a check-up was told for, as it was told ("each month", "last 12 months",
-- "since 2026-03-01"), and how many weeks it lasts: value / weeks is so many a week. Null where it is the one asked about.
alter table answer add column span text;
alter table answer add column weeks double precision;
