-- Whether somebody typed the capacity a simulation is judged against: only then it is kept for the next.
alter table scoring.simulations add column capacity_said boolean not null default false;
