import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { attempt } from '../../../audience/web/contacts.ts';
import { count, percent } from '../../../web/numbers.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { signed as withSign } from '../words.ts';
import { factor, proposePoints, type ModelCheck, type ShownWorth } from './checks.ts';

type Rules = NonNullable<ModelCheck['rules']>;

/** What each rule of the signed model is worth, beside its points. */
export function RuleWorths({ rules, windowDays }: { rules: Rules; windowDays: number }) {
  const measured = rules.items.filter(({ lift }) => lift !== null);
  const others = rules.items.filter(({ lift }) => lift === null);
  return (
    <Card
      title="What each rule is worth"
      end={
        <>
          <Link to={`/score/models/${rules.modelId}`} className="small muted nowrap">
            Version {rules.number}
          </Link>
          <Propose rules={rules} />
        </>
      }
      flush
    >
      <p className="small muted check-note inner-note">
        Of whom a rule held at a cut-off, how many became customers in the {windowDays} days after, against
        all others. A rule of engagement holds while a quarter of its points is left. The suggestion weighs
        all rules together, so that what always comes along with something else is not counted twice, and is
        on the scale of the signed points. In bold is what lies outside chance: only that is proposed, and
        nothing of which sales chose to whom. A raised hand holds for as long as it is up.
        {rules.outdated && ' Another version is in force by now; train again to measure that one.'}
      </p>
      <Table rules={measured} />
      {others.length > 0 && <TooFew rules={others} of={rules.items.length} />}
    </Card>
  );
}

function Table({ rules }: { rules: readonly ShownWorth[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, also by keyboard
    <div className="scroll" tabIndex={0} role="region" aria-label="What each rule is worth">
      <table className="table worths">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col" className="n">
              Held for
            </th>
            <th scope="col" className="n">
              Became customers
            </th>
            <th scope="col" className="n">
              Others
            </th>
            <th scope="col" className="n">
              Likelier by
            </th>
            <th scope="col" className="n">
              Points
            </th>
            <th scope="col" className="n">
              Suggested
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <Worth key={rule.ruleId} rule={rule} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TooFew({ rules, of }: { rules: readonly ShownWorth[]; of: number }) {
  return (
    <details className="worths-others">
      <summary>
        {rules.length} of {of} rules held for too few people to tell
      </summary>
      <ul>
        {rules.map(({ ruleId, words, held, group }) => (
          <li key={ruleId}>
            {words}{' '}
            <span className="small muted num">
              {group}, held for {count(held.people)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Worth({ rule }: { rule: ShownWorth }) {
  const { words, group, note, chosen, proposed, held, others, lift, points } = rule;
  const { suggested, suggestedLow, suggestedHigh } = rule;
  return (
    <tr>
      <th scope="row">
        <span className="worth-words">{words}</span>
        <span className="small muted worth-note">
          {group}
          {note !== null && `. ${note}`}
          {chosen && '. Sales chose whom: this is not what it did, but to whom they did it.'}
        </span>
      </th>
      <td className="n">{count(held.people)}</td>
      <td className="n">
        {percent(held.customers, held.people)} <span className="muted">({count(held.customers)})</span>
      </td>
      <td className="n">{percent(others.customers, others.people)}</td>
      <td className="n">
        {lift !== null && (
          <>
            <span className="strong">{factor(lift.value)}</span>{' '}
            <span className="small muted">
              {factor(lift.low)} to {factor(lift.high)}
            </span>
          </>
        )}
      </td>
      <td className="n">{points === null ? 'hot at once' : signed(points)}</td>
      <td className="n">
        {suggested !== null && suggestedLow !== null && suggestedHigh !== null && (
          <>
            <span className={proposed ? 'strong' : 'muted'}>{signed(suggested)}</span>{' '}
            <span className="small muted">
              {signed(suggestedLow)} to {signed(suggestedHigh)}
            </span>
          </>
        )}
      </td>
    </tr>
  );
}

function Propose({ rules }: { rules: Rules }) {
  const may = useMay('score-models.edit');
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  if (!may || rules.outdated || rules.items.every(({ proposed }) => !proposed)) return null;
  const propose = async () => {
    setBusy(true);
    await attempt(async () => {
      await navigate({ to: `/score/models/${await proposePoints()}` });
    });
    setBusy(false);
  };
  return (
    <Button small busy={busy} onClick={() => void propose()}>
      Propose the points in bold
    </Button>
  );
}

function signed(points: number): string {
  return points === 0 ? '0' : withSign(points);
}
