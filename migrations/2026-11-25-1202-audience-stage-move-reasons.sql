-- Why a contact went back a stage, in words: what had moved them there turned out not to be so.
alter table audience.stage_moves add column reason text;
