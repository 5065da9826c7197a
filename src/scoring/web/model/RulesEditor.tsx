import '../../../audience/web/segments/segments.css';
import '../../../web/styles/list.css';
import { count } from '../../../web/numbers.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import type { WholeModel } from '../score-models.ts';
import { newGroup, replaced, unfinishedIn, withoutItem, type Edited } from './edited.ts';
import { EngagementEditor } from './EngagementEditor.tsx';
import { FitEditor } from './FitEditor.tsx';
import { HandsEditor } from './HandsEditor.tsx';
import { useSaving, type Saving } from './saving.ts';
import { ThresholdPicture } from './ThresholdPicture.tsx';
import { ThresholdsEditor } from './ThresholdsEditor.tsx';
import { Unusable, useUnusable } from './unusable.ts';

/** A draft: every rule is a sentence one can change, and every change is saved at once. */
export function RulesEditor({ model }: { model: WholeModel }) {
  const saving = useSaving(model);
  const unusable = useUnusable();
  const { problem } = saving;
  const elsewhere = problem !== undefined && problem.errors.length === 0 ? problem : undefined;
  return (
    <div className="rules-view">
      <SaveState saving={saving} unusable={unusable.count} />
      <FormError problem={elsewhere} />
      <Unusable value={unusable.note}>
        <RuleCards saving={saving} sentences={model.sentences} />
      </Unusable>
    </div>
  );
}

type CardsProps = { saving: Saving; sentences: WholeModel['sentences'] };

function RuleCards({ saving: { edited, change, errors }, sentences }: CardsProps) {
  const part = (next: Partial<Edited>) => change({ ...edited, ...next });
  return (
    <>
      <Card title="Fit" end={<span className="small muted">who they are</span>}>
        <FitEditor
          fit={edited.fit}
          sentences={sentences.fit}
          errors={errors}
          onChange={(fit) => part({ fit })}
        />
      </Card>
      <Card title="Engagement" end={<span className="small muted">what they do</span>}>
        <div className="stack loose">
          {edited.groups.map((group, index) => (
            <EngagementEditor
              key={group.id}
              group={group}
              path={`groups.${index}`}
              errors={errors}
              onChange={(next) => part({ groups: replaced(edited.groups, next) })}
              onRemove={() => part({ groups: withoutItem(edited.groups, group.id) })}
            />
          ))}
          <div>
            <Button small icon="plus" onClick={() => part({ groups: [...edited.groups, newGroup()] })}>
              Group
            </Button>
          </div>
        </div>
      </Card>
      <Card title="Raised hands" end={<span className="small muted">hot at once</span>}>
        <HandsEditor
          raisedHands={edited.raisedHands}
          raisedHandDays={edited.raisedHandDays}
          errors={errors}
          onChange={part}
        />
      </Card>
      <Card title="Thresholds">
        <div className="threshold-box">
          <ThresholdPicture document={{ ...edited, fit: { ...edited.fit, rules: [] } }} />
          <ThresholdsEditor
            warm={edited.warm}
            hot={edited.hot}
            grades={edited.fit.grades}
            errors={errors}
            onChange={part}
            onGrades={(grades) => part({ fit: { ...edited.fit, grades } })}
          />
        </div>
      </Card>
    </>
  );
}

function SaveState({ saving: { edited, state, problem }, unusable }: { saving: Saving; unusable: number }) {
  const unfinished = unfinishedIn(edited);
  const words = {
    saved: unusable === 0 ? 'Everything is saved.' : 'What is marked is not saved: correct it.',
    saving: 'Saving …',
    refused: `Not saved yet: ${problem?.errors.length === 0 ? 'see below' : 'correct what is marked'}. What you typed is kept.`,
  }[state];
  return (
    <p className="save-state small muted" aria-live="polite">
      {words}
      {unfinished > 0 &&
        ` ${count(unfinished)} ${unfinished === 1 ? 'rule has' : 'rules have'} a condition without a value; that part is saved as soon as it is whole.`}
    </p>
  );
}
