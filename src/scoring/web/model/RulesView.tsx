import { Card } from '../../../web/ui/Card.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import type { WholeModel } from '../score-models.ts';
import { signed } from '../words.ts';
import { FadeCurve } from './FadeCurve.tsx';
import { ThresholdPicture } from './ThresholdPicture.tsx';
import { thresholdSentences } from './threshold-words.ts';

type Rule = WholeModel['sentences']['fit'][number];

/** The whole model as one reads it. */
export function RulesView({ model }: { model: WholeModel }) {
  const { document, sentences } = model;
  return (
    <div className="rules-view">
      <Card title="Fit" end={<span className="small muted">who they are</span>}>
        <p className="muted">
          Everybody starts at {document.fit.base}; the fit stays between 0 and 100. A from{' '}
          {document.fit.grades.a}, B from {document.fit.grades.b}, C from {document.fit.grades.c}, else D.
        </p>
        <RuleList rules={sentences.fit} none="Nothing is asked yet: everybody fits alike." />
      </Card>
      <div className="group-cards">
        {document.groups.map((group) => (
          <Card key={group.id} title={group.label} end={<FadeCurve halfLifeDays={group.halfLifeDays} />}>
            <p className="small muted">
              At most {group.cap} points; half is gone after{' '}
              {group.halfLifeDays === 1 ? 'a day' : `${group.halfLifeDays} days`}.
            </p>
            <RuleList
              rules={sentences.groups.find(({ id }) => id === group.id)?.rules ?? []}
              none="No rules yet."
            />
          </Card>
        ))}
      </div>
      <Hands model={model} />
      <Card title="Thresholds">
        <div className="threshold-box">
          <ThresholdPicture document={document} />
          <ul className="threshold-words">
            {thresholdSentences(document).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      </Card>
    </div>
  );
}

function Hands({ model: { document, sentences } }: { model: WholeModel }) {
  return (
    <Card title="Raised hands" end={<span className="small muted">hot at once</span>}>
      {sentences.raisedHands.length === 0 ? (
        <p className="muted">None: nobody is hot by what they ask for alone.</p>
      ) : (
        <>
          <ul className="rules">
            {sentences.raisedHands.map(({ id, label, sentence }) => (
              <li key={id}>
                <Icon name="hot" size={14} />
                <span>
                  <span className="strong">{label}</span> <span className="muted">{sentence}</span>
                </span>
              </li>
            ))}
          </ul>
          <p className="small muted">
            A raised hand keeps somebody hot for {document.raisedHandDays}{' '}
            {document.raisedHandDays === 1 ? 'day' : 'days'} by itself.
          </p>
        </>
      )}
    </Card>
  );
}

function RuleList({ rules, none }: { rules: readonly Rule[]; none: string }) {
  if (rules.length === 0) return <p className="muted">{none}</p>;
  return (
    <ul className="rules">
      {rules.map(({ id, points, sentence, problem }) => (
        <li key={id}>
          <span className={points < 0 ? 'points below num' : 'points num'}>{signed(points)}</span>
          <span>
            {sentence}
            {problem !== null && <span className="small negative rule-problem">{problem}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
