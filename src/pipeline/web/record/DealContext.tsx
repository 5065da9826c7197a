import { Link } from '@tanstack/react-router';
import { CompanyFinder, ContactFinder } from '../../../audience/web/find/finders.tsx';
import { teamOf, useColleagues, useOwnerChoices } from '../../../audience/web/people.ts';
import { attempt } from '../../../audience/web/contacts.ts';
import { OwnerName } from '../../../audience/web/record/ContactContext.tsx';
import { channelWord } from '../../../touchpoints/web/words.ts';
import { Block } from '../../../web/record/Block.tsx';
import { useSession } from '../../../web/session.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Facts } from '../../../web/ui/Facts.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { giveDealTo, saveDeal, type Deal, type DealShown } from '../deals.ts';
import { triggerWords, verdictWords } from '../words.ts';

type Props = { deal: DealShown; may: boolean };

/** With whom, whose it is, and how it came to sales. */
export function DealContext({ deal, may }: Props) {
  return (
    <>
      <Somebody deal={deal} may={may} kind="contact" />
      <Somebody deal={deal} may={may} kind="company" />
      <Owner deal={deal} may={may} />
      {deal.handoff !== null && <Handoff handoff={deal.handoff} />}
      <Block title="Record">
        <Facts facts={[{ label: 'Last change', value: <RelativeTime at={deal.updatedAt} /> }]} />
      </Block>
    </>
  );
}

const kinds = {
  contact: { title: 'Contact', path: '/contacts', none: 'No contact yet', Find: ContactFinder },
  company: { title: 'Company', path: '/companies', none: 'No company yet', Find: CompanyFinder },
} as const;

function Somebody({ deal, may, kind }: Props & { kind: keyof typeof kinds }) {
  const { title, path, none, Find } = kinds[kind];
  const now = deal[kind];
  const change = (to: { id: string; name: string } | null) => {
    let saved: Deal = deal;
    const write = async (id: string | null) => void (saved = await saveDeal(saved, { [`${kind}Id`]: id }));
    const done = to === null ? `${title} taken away` : `${to.name} is the ${kind} of this deal now`;
    void attempt(() => write(to?.id ?? null), done, { undo: () => write(now?.id ?? null) });
  };
  return (
    <Block title={title}>
      <div className="stack">
        {now === null ? (
          <p className="muted">{none}</p>
        ) : (
          <span className="row">
            <Avatar name={now.name} size="medium" square={kind === 'company'} />
            <Link to={`${path}/${now.id}`} className="link strong truncate">
              {now.name}
            </Link>
          </span>
        )}
        {may && (
          <div className="row wrap">
            <Popover
              label={title}
              className="finder-box"
              renderTrigger={(props) => (
                <Button small {...props}>
                  {now === null ? `Choose ${kind}` : `Change ${kind}`}
                </Button>
              )}
            >
              {(close) => (
                <Find
                  label={title}
                  except={now === null ? [] : [now.id]}
                  choose={(found) => {
                    close();
                    change(found);
                  }}
                />
              )}
            </Popover>
            {now !== null && (
              <Button small ghost onClick={() => change(null)}>
                Take away
              </Button>
            )}
          </div>
        )}
      </div>
    </Block>
  );
}

function Owner({ deal, may }: Props) {
  const me = useSession()?.user;
  const colleagues = useColleagues();
  const choices = useOwnerChoices();
  const { owner } = deal;
  const show = (id: string) => {
    const name = id === owner?.id ? owner.name : colleagues.get(id)?.name;
    return name !== undefined && <OwnerName name={name} team={teamOf(colleagues.get(id))} />;
  };
  const take = () =>
    me !== undefined &&
    void attempt(() => giveDealTo(deal, me.id), `${deal.name} is yours now`, {
      undo: () => giveDealTo(deal, owner?.id ?? null),
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
            save={(id) => giveDealTo(deal, id === '' ? null : id)}
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

function Handoff({ handoff }: { handoff: NonNullable<DealShown['handoff']> }) {
  const { id, trigger, openedAt, verdict, verdictAt, words, rep, source, campaign } = handoff;
  return (
    <Block title="Hand-off">
      <Facts
        facts={[
          { label: triggerWords[trigger] ?? trigger, value: <RelativeTime at={openedAt} /> },
          verdict !== null && {
            label: `${verdictWords[verdict] ?? verdict}${rep === null ? '' : ` by ${rep.name}`}`,
            value: verdictAt === null ? '' : <RelativeTime at={verdictAt} />,
          },
          words !== null && { label: 'In words', value: <span className="deal-words">{words}</span> },
          source !== null && { label: 'First heard of us', value: channelWord(source) },
          campaign !== null && { label: 'Campaign', value: campaign },
        ]}
      />
      <Link to={`/handoff/${id}`} className="link small">
        Open the hand-off
      </Link>
    </Block>
  );
}
