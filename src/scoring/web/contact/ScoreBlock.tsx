import '../score.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asProblem } from '../../../web/problem.ts';
import { Block } from '../../../web/record/Block.tsx';
import type { RecordRef } from '../../../web/room.ts';
import { useTimeZone } from '../../../web/session.ts';
import { relative, shortDate } from '../../../web/time.ts';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { Temperature } from '../../../web/ui/Temperature.tsx';
import { signed } from '../words.ts';
import { RuleBar, RulePoints } from './RuleBar.tsx';
import { scoreQuery, type Score, type ScoreReason } from './scores.ts';

/** How warm somebody is, and why: each rule's points now, what raised and what cooled it. */
export function ScoreBlock({ record }: { record: RecordRef }) {
  const { data, error } = useQuery(scoreQuery(record.id));
  if (error !== null && asProblem(error).status === 404) return null;
  if (data === undefined) return null;
  return (
    <Block
      title="Score"
      end={
        <Link to={`/score/models/${data.model.id}`} className="small muted">
          Version {data.model.number}
        </Link>
      }
    >
      <Told score={data} />
      <div className="score-bars">
        <Bar
          label="Fit"
          end={`${data.fit.grade}, ${Math.round(data.fit.score)}`}
          share={data.fit.score / 100}
        />
        <Bar
          label="Engagement"
          end={pointsWords(data.engagement.now)}
          share={data.engagement.now / Math.max(1, data.thresholds.hot.engagement.enter)}
          tone={data.temperature}
        />
      </div>
      <Rules score={data} />
      <Fit fit={data.fit} />
      <Reasons title="Raised it in 30 days" reasons={data.raised} />
      <Reasons title="Cooled it in 30 days" reasons={data.cooled} />
    </Block>
  );
}

function Told({ score }: { score: Score }) {
  const zone = useTimeZone();
  const now = useNow();
  const { temperature, temperatureSince, coolsAt, raisedHand } = score;
  const day = (at: string) => shortDate(new Date(at), now, zone);
  return (
    <p className="score-told">
      <Temperature value={temperature} />{' '}
      <span>
        {temperatureSince === null
          ? 'Never warm since Tandem scores them.'
          : `Since ${day(temperatureSince)}.`}
        {raisedHand !== null &&
          ` ${raisedHand.label ?? 'Raised a hand'} ${relative(new Date(raisedHand.at), now, zone)}: hot until ${day(raisedHand.until)} by that alone.`}
        {coolsAt !== null && temperature !== 'cold' && (
          <>
            {' '}
            Without a new touch it cools on <span className="strong nowrap">{day(coolsAt)}</span>.
          </>
        )}
      </span>
    </p>
  );
}

type BarProps = { label: string; end: string; share: number; tone?: Score['temperature'] };

function Bar({ label, end, share, tone }: BarProps) {
  return (
    <div className="score-bar">
      <span className="row between">
        <span className="muted">{label}</span>
        <span className="strong num">{end}</span>
      </span>
      <span className={`measure ${tone ?? ''}`} aria-hidden="true">
        <i style={{ width: `${Math.round(100 * Math.max(0, Math.min(1, share)))}%` }} />
      </span>
    </div>
  );
}

const shownAtOnce = 6;

/** What counts now: the rules of engagement by what is left of them. */
function Rules({ score }: { score: Score }) {
  const zone = useTimeZone();
  const now = useNow();
  const { engagement } = score;
  const rules = engagement.groups
    .flatMap((group) => group.rules.map((rule) => ({ ...rule, group })))
    .filter((rule) => Math.abs(rule.now) >= 0.05)
    .toSorted((one, other) => Math.abs(other.now) - Math.abs(one.now));
  const most = Math.max(1, ...rules.map((rule) => Math.abs(rule.now)));
  const capped = engagement.groups.filter((group) => group.uncapped > group.cap + 0.05);
  return (
    <>
      {rules.length > 0 && (
        <ul className="score-rules" aria-label="What counts now">
          {rules.slice(0, shownAtOnce).map((rule) => (
            <li key={rule.id}>
              <span className="row between">
                <span>
                  <span className="strong">{rule.sentence}</span>{' '}
                  <span className="small muted">
                    {rule.count > 1 && `${rule.count} times`}
                    {rule.count > 1 && rule.lastAt !== null && ', '}
                    {rule.lastAt !== null && relative(new Date(rule.lastAt), now, zone)}
                  </span>
                </span>
                <RulePoints now={rule.now} />
              </span>
              <RuleBar now={rule.now} most={most} />
            </li>
          ))}
        </ul>
      )}
      {rules.length > shownAtOnce && (
        <p className="small muted">and {rules.length - shownAtOnce} more with less.</p>
      )}
      {capped.map((group) => (
        <p key={group.id} className="small muted">
          {group.label} gives no more than {group.cap}.
        </p>
      ))}
    </>
  );
}

function Fit({ fit: { base, rules } }: Pick<Score, 'fit'>) {
  return (
    <details className="score-reasons">
      <summary>Why they fit so</summary>
      <ul className="rules">
        <li>
          <span className="points num">{signed(base)}</span>
          <span>where everybody starts</span>
        </li>
        {rules.map(({ id, sentence, points }) => (
          <li key={id}>
            <span className={points < 0 ? 'points below num' : 'points num'}>{signed(points)}</span>
            <span>{sentence.replace(/^Contacts who /, '')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Reasons({ title, reasons }: { title: string; reasons: readonly ScoreReason[] }) {
  if (reasons.length === 0) return null;
  return (
    <details className="score-reasons">
      <summary>{title}</summary>
      <ul className="rules">
        {reasons.map((reason) => (
          <li key={`${reason.words} ${reason.at ?? ''}`}>
            <span className={reason.points < 0 ? 'points below num' : 'points num'}>
              {signed(round(reason.points))}
            </span>
            <span>{reason.words}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function round(points: number): number {
  return Math.round(points * 10) / 10;
}

function pointsWords(points: number): string {
  return points > 0 && points < 1 ? '< 1' : String(Math.round(points));
}
