import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TeamFilter } from '../../../web/record/Timeline.tsx';
import { useTimeZone } from '../../../web/session.ts';
import { shortDate } from '../../../web/time.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../web/ui/Menu.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { count } from '../../../web/numbers.ts';
import { useNamedKinds } from '../kinds.ts';
import { channelWord, kindWord } from '../words.ts';
import { CHANGES, teamsOf, type TimelineSearch } from './search.ts';

type Facet = readonly { value: string; count?: number | undefined }[];
type Props = {
  search: TimelineSearch;
  /** What occurs on this line; not there yet, one narrows by team. */
  facets: { channels: Facet; kinds: Facet; campaigns: Facet } | undefined;
  children?: ReactNode;
};
type Change = { [Part in keyof TimelineSearch]?: TimelineSearch[Part] | undefined };

/** By team, channel, kind and campaign, of those that occur here; all of it in the address. */
export function TimelineFilters({ search, facets = nothing, children }: Props) {
  const navigate = useNavigate();
  const named = useNamedKinds();
  const narrow = (change: Change) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, ...change }),
      replace: true,
      resetScroll: false,
    });
  const kinds = [{ value: CHANGES }, ...facets.kinds];
  return (
    <div className="timeline-filters" role="group" aria-label="Narrow the timeline">
      <TeamFilter
        value={teamsOf(search)}
        onChange={(team) => narrow({ team: team === 'both' ? undefined : team })}
      />
      <Choice
        label="Channel"
        chosen={search.channel}
        wordOf={channelWord}
        of={facets.channels}
        choose={(channel) => narrow({ channel })}
      />
      <Choice
        label="Kind"
        chosen={search.kind}
        wordOf={(kind) => (kind === CHANGES ? 'Changes to the record' : kindWord(kind, named))}
        of={facets.kinds.length === 0 ? [] : kinds}
        choose={(kind) => narrow({ kind })}
      />
      <Choice
        label="Campaign"
        chosen={search.campaign}
        wordOf={(code) => code}
        of={facets.campaigns}
        choose={(campaign) => narrow({ campaign })}
      />
      {children}
      <Stretch search={search} clear={() => narrow({ since: undefined, until: undefined })} />
    </div>
  );
}

const nothing = { channels: [], kinds: [], campaigns: [] };

type ChoiceProps = {
  label: string;
  chosen: string | undefined;
  of: Facet;
  wordOf: (value: string) => string;
  choose: (value: string | undefined) => void;
};

function Choice({ label, chosen, of, wordOf, choose }: ChoiceProps) {
  if (chosen !== undefined)
    return (
      <span className="narrowed">
        <span>
          {label} is <span className="strong">{wordOf(chosen)}</span>
        </span>
        <IconButton icon="cross" label={`Any ${label.toLowerCase()}`} onClick={() => choose(undefined)} />
      </span>
    );
  if (of.length === 0) return null;
  const items = of.map(({ value, count: touches }): MenuItem => ({
    label: wordOf(value),
    onSelect: () => choose(value),
    end: touches === undefined ? undefined : <span className="faint num">{count(touches)}</span>,
  }));
  return (
    <Menu
      label={label}
      items={items}
      renderTrigger={(props) => (
        <Button small ghost {...props}>
          <span className="row">
            {label} <Icon name="chevronDown" size={12} />
          </span>
        </Button>
      )}
    />
  );
}

/** A stretch of time, chosen on the journey line. */
function Stretch({ search: { since, until }, clear }: { search: TimelineSearch; clear: () => void }) {
  const timeZone = useTimeZone();
  const now = useNow();
  if (since === undefined && until === undefined) return null;
  const day = (moment: string) => shortDate(new Date(moment), now, timeZone);
  const words =
    since === undefined
      ? `Up to ${day(until ?? '')}`
      : until === undefined || day(since) === day(until)
        ? day(since)
        : `${day(since)} to ${day(until)}`;
  return (
    <span className="narrowed">
      <span className="strong">{words}</span>
      <IconButton icon="cross" label="Any time" onClick={clear} />
    </span>
  );
}
