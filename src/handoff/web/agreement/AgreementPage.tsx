import './agreement.css';
import { counted } from '../../../web/numbers.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { attainmentQuery, currentQuery, type Attainment, type WholeAgreement } from './agreements.ts';
import { Consequences } from './Consequences.tsx';
import { Head } from './Head.tsx';
import { Late } from './Late.tsx';
import { Missed } from './Missed.tsx';
import { Months } from './Months.tsx';
import { NoAgreement } from './NoAgreement.tsx';
import { Proposal } from './Proposal.tsx';
import { Sides } from './Sides.tsx';
import { Signed } from './Signed.tsx';
import { Text } from './Text.tsx';
import { monthFrom, monthWords } from './words.ts';

const crumbs = [{ label: 'Hand off' }];

/** What marketing and sales promised each other, and how it stands: one page, the same facts for both. */
export function AgreementPage() {
  const { month } = useSearch({ strict: false }) as { month?: string };
  const current = useQuery(currentQuery);
  const attainment = useQuery(attainmentQuery(month));
  const inForce = current.data?.inForce ?? null;
  const shown = month ?? attainment.data?.month;
  const title = shown === undefined ? 'Agreement' : `Agreement, ${monthWords(shown)}`;
  return (
    <Page
      title={title}
      crumbs={crumbs}
      head={<Head title={title} inForce={inForce} drafts={current.data?.drafts ?? []} />}
    >
      <Loaded query={current} lines={10}>
        {({ inForce: agreement, proposed, drafts }) => (
          <>
            {proposed !== null && <Proposal proposed={proposed} />}
            {agreement === null ? (
              <NoAgreement proposed={proposed} drafts={drafts} />
            ) : (
              <Loaded query={attainment} lines={10}>
                {(found) => <Standing agreement={agreement} attainment={found} />}
              </Loaded>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Standing({ agreement, attainment }: { agreement: WholeAgreement; attainment: Attainment }) {
  const { document } = agreement;
  return (
    <>
      <MonthLine attainment={attainment} />
      {attainment.agreement === null ? (
        <p className="muted">No agreement was in force in {monthWords(attainment.month)}.</p>
      ) : (
        <Sides attainment={attainment} />
      )}
      <div className="under">
        <div className="col">
          {/* It is of this week, whichever month one looks at. */}
          {!attainment.over && <Late month={attainment.month} />}
          <Missed agreement={agreement} />
          {document.words.length > 0 && (
            <Card title="What the words mean">
              <dl className="terms">
                {document.words.map(({ word, means }) => (
                  <div key={word}>
                    <dt>{word}</dt>
                    <dd>{means}</dd>
                  </div>
                ))}
              </dl>
            </Card>
          )}
          {document.text !== '' && (
            <Card title="What else we agreed">
              <Text text={document.text} />
            </Card>
          )}
        </div>
        <div className="col">
          <Consequences />
          <Signed agreement={agreement} linked />
          <Months />
        </div>
      </div>
    </>
  );
}

/** Which month, how much of it is gone, and how many hand-offs all of this is about. */
function MonthLine({ attainment }: { attainment: Attainment }) {
  const { month, over, days, delivered } = attainment;
  const navigate = useNavigate();
  const zone = useSession()?.user.timeZone ?? 'UTC';
  const go = (to: string) =>
    void navigate({ to: '/agreement', search: to === thisMonth(zone) ? {} : { month: to } });
  const gone = over ? `${days.all} working days` : `${days.gone} of ${days.all} working days gone`;
  return (
    <div className="month-line row wrap">
      <IconButton
        icon="left"
        label={`Go to ${monthWords(monthFrom(month, -1))}`}
        onClick={() => go(monthFrom(month, -1))}
      />
      <span className="strong">{monthWords(month)}</span>
      <IconButton
        icon="right"
        label={`Go to ${monthWords(monthFrom(month, 1))}`}
        disabled={!over}
        onClick={() => go(monthFrom(month, 1))}
      />
      <span className="muted num">
        {gone}, {counted(delivered, 'lead', 'leads')} handed over
      </span>
    </div>
  );
}

function thisMonth(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' })
    .format(new Date())
    .slice(0, 7);
}
