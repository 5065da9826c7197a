import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Teams } from '../../../web/record/Timeline.tsx';

/** How the timeline is narrowed. It stands in the address, so a link shows the same. */
export type TimelineSearch = {
  team?: 'marketing' | 'sales';
  channel?: string;
  kind?: string;
  campaign?: string;
  since?: string;
  until?: string;
  /** Of a company: what happened at those that belong to it, too. */
  subsidiaries?: boolean;
};

/** Not a kind of touch: what colleagues changed on the record. */
export const CHANGES = 'changes';

/** Whatever a link holds, the page opens. */
export function timelineSearch(search: Record<string, unknown>): TimelineSearch {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? { [name]: value } : {};
  };
  const moment = (name: string) => {
    const value = search[name];
    return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? { [name]: value } : {};
  };
  const { team } = search;
  return {
    ...(team === 'marketing' || team === 'sales' ? { team } : {}),
    ...text('channel'),
    ...text('kind'),
    ...text('campaign'),
    ...moment('since'),
    ...moment('until'),
    ...(search['subsidiaries'] === true ? { subsidiaries: true } : {}),
  };
}

/** As the address has it. */
export function useTimelineSearch(): TimelineSearch {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  return useMemo(() => timelineSearch(raw), [raw]);
}

/** As the server is asked for touches. */
export function asked(search: TimelineSearch): Record<string, string | boolean> {
  return { ...search };
}

export function teamsOf({ team }: TimelineSearch): Teams {
  return team ?? 'both';
}

/** Changes have no channel and no campaign, and they are no kind of touch. */
export function showsChanges({ channel, kind, campaign }: TimelineSearch): boolean {
  return channel === undefined && campaign === undefined && (kind === undefined || kind === CHANGES);
}

export function showsTouches({ kind }: TimelineSearch): boolean {
  return kind !== CHANGES;
}

export function isNarrowed(search: TimelineSearch): boolean {
  return Object.keys(search).length > 0;
}
