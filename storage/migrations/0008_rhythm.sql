-- Which week the weekly question is about; null where it was never chosen, which is the last one that is over, but on a
-- Sunday from noon on. And whether the owner wants to be asked about the step between two questions.
alter table schedule add column about text check (about in ('last', 'running'));
alter table schedule add column nudge text check (nudge in ('offered', 'yes', 'no'));
-- What was special about a week, in the owner's own words, and 1 if it is to be left out of what is said about changes.
alter table week add column note text;
alter table week add column apart integer;
