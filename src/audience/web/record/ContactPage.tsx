import '../contacts.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { asProblem } from '../../../web/problem.ts';
import { RecordPage } from '../../../web/record/RecordPage.tsx';
import { RecordSlot } from '../../../web/record/RecordSlot.tsx';
import type { RecordRef } from '../../../web/room.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { contactQuery, useActivity, type Contact } from '../contacts.ts';
import { useCurrentAddress } from '../merge/use-current-address.ts';
import { teamOf, useColleagues } from '../people.ts';
import { useReach } from '../reach.ts';
import { positionOf, stageWords } from '../words.ts';
import { ClashDialog } from './ClashDialog.tsx';
import { ContactActions } from './ContactActions.tsx';
import { ContactContext, OwnerName } from './ContactContext.tsx';
import { ContactFacts } from './ContactFacts.tsx';
import { ContactTimeline } from './ContactTimeline.tsx';
import { DeletedNotice } from './DeletedNotice.tsx';
import { useEdits } from './edits.ts';

export function ContactPage() {
  const { id } = useParams({ strict: false });
  const query = useQuery(contactQuery(id ?? ''));
  useCurrentAddress('contacts', id, query.data?.id);
  // Facts that are being edited belong to one contact: the next one starts afresh.
  if (query.data !== undefined) return <ContactRecord key={query.data.id} contact={query.data} />;
  if (query.isPending) return <ContactWait />;
  const problem = asProblem(query.error);
  if (problem.status === 404) return <NotFoundPage />;
  return (
    <Page title="Contact" crumbs={[{ label: 'Contacts', to: '/contacts' }]}>
      <div className="stack">
        <FormError problem={problem} />
        <div>
          <Button icon="refresh" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      </div>
    </Page>
  );
}

function ContactRecord({ contact }: { contact: Contact }) {
  const activity = useActivity(contact.id);
  const edits = useEdits();
  const reach = useReach(contact);
  const deleted = contact.deletedAt !== null;
  const events = activity.data?.pages.flatMap((page) => page.items) ?? [];
  const record = { kind: 'contact', id: contact.id, name: contact.name, deleted };
  return (
    <>
      <RecordPage
        noun="contacts"
        id={contact.id}
        linkTo={(id) => `/contacts/${id}`}
        neighbours={`/api/contacts/${contact.id}/neighbours`}
        list={{ label: 'Contacts', to: '/contacts' }}
        title={contact.name}
        subtitle={<Subtitle contact={contact} record={record} />}
        actions={
          !deleted && (
            <>
              <RecordSlot slot="actions" record={record} />
              <ContactActions contact={contact} mayDelete={reach('contacts.delete')} />
            </>
          )
        }
        top={
          <>
            {deleted && <DeletedNotice contact={contact} may={reach('contacts.delete')} />}
            <RecordSlot slot="top" record={record} />
          </>
        }
        names={{ timeline: 'Timeline', facts: 'Facts', context: 'Owner and stage' }}
        facts={<ContactFacts contact={contact} edits={edits} may={reach('contacts.edit') && !deleted} />}
        timeline={
          <RecordSlot slot="timeline" record={record} otherwise={<ContactTimeline query={activity} />} />
        }
        context={
          <>
            <RecordSlot slot="context" record={record} />
            <ContactContext
              contact={contact}
              edits={edits}
              mayEdit={reach('contacts.edit') && !deleted}
              mayAssign={reach('contacts.assign') && !deleted}
              activity={events}
              whole={activity.isSuccess && !activity.hasNextPage}
            />
          </>
        }
      />
      {edits.clash !== undefined && <ClashDialog clash={edits.clash} decide={edits.decide} />}
    </>
  );
}

function Subtitle({ contact, record }: { contact: Contact; record: RecordRef }) {
  const { owner } = contact;
  const team = teamOf(useColleagues().get(owner?.id ?? ''));
  const position = positionOf(contact);
  return (
    <>
      {position !== '' && <span>{position}</span>}
      <Tag>{stageWords[contact.stage]}</Tag>
      <RecordSlot slot="subtitle" record={record} />
      {owner !== null && <OwnerName name={owner.name} team={team} />}
    </>
  );
}

function ContactWait() {
  return (
    <Page title="Contact" crumbs={[{ label: 'Contacts', to: '/contacts' }]}>
      <output className="sr">Loading</output>
      <Skeleton title lines={8} />
    </Page>
  );
}
