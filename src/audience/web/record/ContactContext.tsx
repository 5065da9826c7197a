import { Block } from '../../../web/record/Block.tsx';
import { useSession } from '../../../web/session.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Facts } from '../../../web/ui/Facts.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { ConsentBlock } from '../consent/ConsentBlock.tsx';
import { WorkBlock } from '../companies/WorkBlock.tsx';
import { attempt, giveTo, type Contact } from '../contacts.ts';
import { SamePerson } from '../duplicates/SamePerson.tsx';
import { teamOf, useColleagues, useOwnerChoices } from '../people.ts';
import { SegmentsBlock } from '../segments/SegmentsBlock.tsx';
import { sourceChoices, stageChoices, stageWords } from '../words.ts';
import type { Activity } from './activity.ts';
import { ContactFact } from './ContactFact.tsx';
import type { Edits } from './edits.ts';
import { firstEvent, stageMoves } from './stage-moves.ts';

type Props = {
  contact: Contact;
  edits: Edits;
  mayEdit: boolean;
  mayAssign: boolean;
  activity: readonly Activity[];
  whole: boolean;
};

/** Whose it is, the way it came, and since when it is known. */
export function ContactContext({ contact, edits, mayEdit, mayAssign, activity, whole }: Props) {
  const created = whole ? firstEvent(activity) : undefined;
  const last = activity[0];
  return (
    <>
      <Owner contact={contact} may={mayAssign} />
      <WorkBlock contact={contact} may={mayEdit} />
      <Block title="Stage">
        <ContactFact
          contact={contact}
          field="stage"
          label="Stage"
          edits={edits}
          may={mayEdit}
          choices={stageChoices}
          required
        />
        <StageHistory contact={contact} activity={activity} />
      </Block>
      <Block title="First heard of us">
        <ContactFact
          contact={contact}
          field="source"
          label="Source"
          edits={edits}
          may={mayEdit}
          choices={sourceChoices}
          required
        />
      </Block>
      <ConsentBlock contact={contact} may={mayEdit} />
      <SegmentsBlock contactId={contact.id} />
      <SamePerson contact={contact} />
      <Block title="Record">
        <Facts
          facts={[
            { label: 'Added', value: <Moment at={contact.createdAt} by={created?.actor.name} /> },
            contact.updatedAt !== contact.createdAt && {
              label: 'Last change',
              value: <Moment at={contact.updatedAt} by={last?.actor.name} />,
            },
          ]}
        />
      </Block>
    </>
  );
}

function Owner({ contact, may }: { contact: Contact; may: boolean }) {
  const me = useSession()?.user;
  const colleagues = useColleagues();
  const choices = useOwnerChoices();
  const { owner } = contact;
  const show = (id: string) => {
    const name = id === owner?.id ? owner.name : colleagues.get(id)?.name;
    return name !== undefined && <OwnerName name={name} team={teamOf(colleagues.get(id))} />;
  };
  const take = () =>
    me !== undefined &&
    void attempt(() => giveTo(contact, me.id), `${contact.name} is yours now`, {
      undo: () => giveTo(contact, owner?.id ?? null),
    });
  return (
    <Block title="Owner">
      <div className="row between">
        <div className="grow">
          <InlineEdit
            label="Owner"
            value={owner?.id ?? ''}
            choices={choices}
            placeholder="Nobody"
            show={show}
            blank="Nobody yet"
            absent="Nobody yet"
            may={may}
            save={(id) => giveTo(contact, id === '' ? null : id)}
          />
        </div>
        {may && owner?.id !== me?.id && (
          <Button small onClick={take}>
            Take over
          </Button>
        )}
      </div>
    </Block>
  );
}

export function OwnerName({ name, team }: { name: string; team: ReturnType<typeof teamOf> }) {
  return (
    <span className="row">
      <Avatar name={name} team={team} size="small" />
      <span className="truncate">{name}</span>
    </span>
  );
}

function StageHistory({ contact, activity }: { contact: Contact; activity: readonly Activity[] }) {
  const moves = stageMoves(activity);
  // One line would only repeat the stage that stands above it.
  if (moves.length < 2) return null;
  return (
    <ol className="stage-moves" aria-label={`Stages of ${contact.name}, newest first`}>
      {moves.map((move) => (
        <li key={move.id}>
          <Tag tone="outline">{stageWords[move.to]}</Tag>
          <span className="small muted truncate">{move.by}</span>
          <span className="small muted">
            <RelativeTime at={move.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Moment({ at, by }: { at: string; by: string | undefined }) {
  return (
    <>
      <RelativeTime at={at} />
      {by !== undefined && <span className="muted"> by {by}</span>}
    </>
  );
}
