import type { Channel } from '../../audience/audience.ts';

export type RetentionTable = {
  id: string;
  only_one: boolean;
  web_months: number | null;
  others_months: number | null;
  visitors_months: number | null;
  web_swept_before: string | null;
  others_swept_before: string | null;
  changed_at: Date;
  changed_by_id: string | null;
  changed_by_name: string | null;
};

export type PastActivityTable = {
  contact_id: string;
  origin_id: string;
  touch_count: number;
  first_touch_at: Date | null;
  last_touch_at: Date | null;
  first_channel: Channel | null;
  first_channel_at: Date | null;
  last_channel: Channel | null;
  last_channel_at: Date | null;
  web_before: string | null;
  others_before: string | null;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'touchpoints.retention': RetentionTable;
    'touchpoints.past_activity': PastActivityTable;
  }
}
