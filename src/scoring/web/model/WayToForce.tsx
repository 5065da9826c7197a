import { useTimeZone } from '../../../web/session.ts';
import { api } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { shortDate } from '../../../web/time.ts';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { refreshModels, type WholeModel } from '../score-models.ts';
import { useSimulations } from '../simulation/simulations.ts';
import { StateTag } from '../VersionList.tsx';
import { ApplyProgress } from './ApplyProgress.tsx';

/** From the draft to being in force: what was done by whom, what is next. */
export function WayToForce({ model }: { model: WholeModel }) {
  const simulations = useSimulations(model.id).data ?? [];
  const simulated = simulations.find(({ finishedAt }) => finishedAt !== null);
  const { signatures, proposedAt, proposedBy, inForceAt, state } = model;
  const steps = [
    { label: 'Drafted', by: model.createdBy.name, at: model.createdAt },
    { label: 'Simulated', by: simulated?.startedBy, at: simulated?.finishedAt ?? null },
    { label: 'Proposed', by: proposedBy?.name, at: proposedAt },
  ];
  return (
    <Card title="The way into force" end={<StateTag state={state} />}>
      <ol className="way">
        {steps.map(({ label, by, at }) => (
          <Step key={label} label={label} by={by} at={at} />
        ))}
        {(['marketing', 'sales'] as const).map((side) => (
          <Step
            key={side}
            label={
              <>
                Signed for <TeamDot team={side} />
              </>
            }
            by={signatures[side]?.by.name}
            at={signatures[side]?.at ?? null}
          />
        ))}
        <Step label="In force" by={undefined} at={inForceAt} />
      </ol>
      {state === 'withdrawn' && <p className="small muted">It was withdrawn, and stays as it was.</p>}
      <ApplyProgress model={model} />
      <Note model={model} />
    </Card>
  );
}

type StepProps = { label: React.ReactNode; by: string | undefined; at: string | null };

function Step({ label, by, at }: StepProps) {
  const zone = useTimeZone();
  const now = useNow();
  return (
    <li className={at === null ? undefined : 'done'}>
      <span className="mark" aria-hidden="true">
        {at !== null && <Icon name="tick" size={12} />}
      </span>
      <span className="stack tight">
        <span className={at === null ? 'row muted' : 'row strong'}>{label}</span>
        {at !== null && (
          <span className="small muted">
            {by === undefined ? '' : `${by}, `}
            <span title={shortDate(new Date(at), now, zone)}>
              <RelativeTime at={at} />
            </span>
          </span>
        )}
      </span>
      {at === null && <span className="sr">, not yet</span>}
    </li>
  );
}

function Note({ model }: { model: WholeModel }) {
  const may = useMay('score-models.edit') && model.state === 'draft';
  if (!may && model.note === null) return null;
  return (
    <div className="model-note">
      <span className="label">What it is to bring</span>
      <InlineEdit
        label="What it is to bring"
        type="long"
        value={model.note ?? ''}
        blank="Say why, so that both sides know what they sign"
        may={may}
        save={async (note) => {
          await api.patch(`/api/score-models/${model.id}`, { note });
          await refreshModels();
        }}
      />
    </div>
  );
}
