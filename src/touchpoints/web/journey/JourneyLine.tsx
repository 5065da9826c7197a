import '../touchpoints.css';
import './journey.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type RefCallback } from 'react';
import type { RecordRef, Warmth } from '../../../web/room.ts';
import { useTimeZone } from '../../../web/session.ts';
import { shortDate } from '../../../web/time.ts';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { useNamedKinds } from '../kinds.ts';
import { bringIntoSight } from '../timeline/in-sight.ts';
import { journeyQuery, type Journey } from '../touchpoints.ts';
import { shortName } from '../words.ts';
import { JourneyDrawing } from './JourneyDrawing.tsx';
import { beginningOf, layoutOf } from './layout.ts';
import { warmthQuery } from './warmth.ts';
import type { Target } from './targets.ts';
import type { Mode } from './scale.ts';
import { spanWords, summaryOf } from './summary.ts';

/** The whole way of a contact in one picture: who touched them when, from the first day to today. */
export function JourneyLine({ record }: { record: RecordRef }) {
  const { data } = useQuery(journeyQuery(record.id));
  const warmth = useQuery(warmthQuery(record.id));
  if (data === undefined || warmth.isLoading) return <div className="journey-box waiting" />;
  if (data.activity === null) return null;
  return <Line journey={data} record={record} warmth={warmth.data ?? undefined} />;
}

// For as long as the page is open: whoever prefers dates prefers them on the next contact, too.
const preferred: { mode: Mode } = { mode: 'activity' };

type LineProps = { journey: Journey; record: RecordRef; warmth: Warmth | undefined };

function Line({ journey, record, warmth }: LineProps) {
  const id = useId();
  const now = useNow().getTime();
  const timeZone = useTimeZone();
  const named = useNamedKinds();
  const open = useOpen();
  const [mode, setMode] = useState(preferred.mode);
  const [width, measure] = useWidth();
  const dateOf = (at: number) => shortDate(new Date(at), new Date(now), timeZone);
  const from = beginningOf(journey, now);
  return (
    <section className="journey-box" aria-labelledby={id}>
      <div className="journey-head">
        <h2 id={id}>Journey</h2>
        <span className="muted num">{spanWords(journey, from, now)}</span>
        <Legend warm={warmth !== undefined} />
        <div className="end only-wide">
          <ModeChoice mode={mode} choose={setMode} />
        </div>
      </div>
      <div className="journey-frame" ref={measure}>
        {width > 0 && (
          <JourneyDrawing
            drawing={layoutOf({
              journey,
              width,
              now,
              mode,
              warmth,
              nameOf: (dot) => nameOf(dot.moments, shortName(dot.lead, named)),
              dateOf,
            })}
            summary={summaryOf(journey, record.name, dateOf, from)}
            named={named}
            open={open}
          />
        )}
      </div>
    </section>
  );
}

function ModeChoice({ mode, choose }: { mode: Mode; choose: (mode: Mode) => void }) {
  return (
    <Segmented
      label="Width of time"
      value={mode}
      onChange={(next) => {
        preferred.mode = next;
        choose(next);
      }}
      choices={[
        { value: 'activity', label: 'By activity' },
        { value: 'date', label: 'By date' },
      ]}
    />
  );
}

/** Leads to the place on the timeline; where that is not loaded, or several touches are meant, narrows it to them. */
function useOpen(): (target: Target) => void {
  const navigate = useNavigate();
  return ({ touchId, touches, at, until }) => {
    const inSight = touchId !== undefined && bringIntoSight(touchId);
    if (inSight && touches === 1) return;
    const stretch = {
      since: touches > 1 ? new Date(at).toISOString() : undefined,
      until: new Date(until).toISOString(),
    };
    const all = { channel: undefined, kind: undefined, campaign: undefined, team: undefined };
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, ...all, ...stretch }),
      replace: true,
      resetScroll: false,
    });
  };
}

function nameOf(moments: number, name: string): string {
  return moments > 1 ? `${name} and ${moments - 1} more` : name;
}

function Legend({ warm }: { warm: boolean }) {
  return (
    <div className="legend">
      <span>
        <span className="full" aria-hidden="true" />
        online
      </span>
      <span>
        <span className="ring" aria-hidden="true" />
        offline
      </span>
      <span className="only-wide">taller: closer contact</span>
      <span className="only-wide">thicker: {warm ? 'higher engagement' : 'more touches in 30 days'}</span>
      <span className="only-wide">band: {warm ? 'temperature' : 'lifecycle stage'}</span>
    </div>
  );
}

/** The drawing is made for exactly this width, so that texts keep their size. */
function useWidth(): [number, RefCallback<HTMLElement>] {
  const [width, setWidth] = useState(0);
  const [measure] = useState(() => (element: HTMLElement | null) => {
    if (element === null) return undefined;
    const sizes = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    sizes.observe(element);
    setWidth(Math.floor(element.clientWidth));
    return () => sizes.disconnect();
  });
  return [width, measure];
}
