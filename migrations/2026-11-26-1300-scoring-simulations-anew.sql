-- They left out whoever was hot already when the 90 days began, and so said of nobody they had sold to that they were hot
-- before. What was left out cannot be told from what they kept: they are to be simulated anew.
delete from scoring.simulations;
