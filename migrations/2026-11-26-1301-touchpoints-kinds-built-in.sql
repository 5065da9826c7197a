-- Kinds the first version of the score counts are built in now, so that they have a name before anybody declares them;
-- whoever had declared one, as the sample company did, has it once.
delete from touchpoints.kinds where kind in
  ('email_clicked', 'email_replied', 'email_bounced', 'email_unsubscribed', 'order_placed', 'sample_sent');
