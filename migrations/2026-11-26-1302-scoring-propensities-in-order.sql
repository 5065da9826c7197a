-- Lists go through it both ways, ties by id in the same direction: one index with both ascending serves all four.
create index propensities_in_order on scoring.propensities (probability, contact_id);
drop index scoring.propensities_likeliest;
