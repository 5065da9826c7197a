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

/** A draft: every rule is a sentence one can change, and every change is saved at once. */
export function RulesEditor({ model }: { model: WholeModel }) {
  const saving = useSaving(model);
  const { edited, change, errors, problem } = saving;
  const part = (next: Partial<Edited>) => change({ ...edited, ...next });
  const elsewhere = problem !== undefined && problem.errors.length === 0 ? problem : undefined;
  return (
    <div className="rules-view">
      <SaveState saving={saving} />
      <FormError problem={elsewhere} />
      <Card title="Fit" end={<span className="small muted">who they are</span>}>
        <FitEditor
          fit={edited.fit}
          sentences={model.sentences.fit}
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
    </div>
  );
}

function SaveState({ saving: { edited, state, problem } }: { saving: Saving }) {
  const unfinished = unfinishedIn(edited);
  const words = {
    saved: 'Everything is saved.',
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
