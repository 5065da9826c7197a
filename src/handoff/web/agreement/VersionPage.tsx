import './agreement.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { asProblem } from '../../../web/problem.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { agreementQuery, type Side, type WholeAgreement } from './agreements.ts';
import { Differences } from './Differences.tsx';
import { Editor } from './editor/Editor.tsx';
import { Signed } from './Signed.tsx';
import { Text } from './Text.tsx';
import { VersionActs } from './VersionActs.tsx';
import { sideWords, stateWords } from './words.ts';

const crumbs = [
  { label: 'Hand off' },
  { label: 'Agreement', to: '/agreement' },
  { label: 'Versions', to: '/agreement/versions' },
];

/** One version: written while it is a draft, read and signed when it is proposed, read from then on. */
export function VersionPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(agreementQuery(id));
  if (query.isError && asProblem(query.error).status === 404) return <NotFoundPage />;
  const agreement = query.data;
  return (
    <Page
      title={agreement === undefined ? 'Version' : `Version ${agreement.number}`}
      crumbs={crumbs}
      lede={agreement === undefined ? undefined : ledeOf(agreement)}
      actions={
        agreement === undefined || agreement.may.edit ? undefined : <VersionActs agreement={agreement} />
      }
    >
      <Loaded query={query} lines={10}>
        {(found) => (
          <div className="version">
            {found.may.edit ? <Editor key={found.id} agreement={found} /> : <Whole agreement={found} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function ledeOf({ state, note }: WholeAgreement): string {
  return note === null || state === 'draft' ? stateWords[state] : `${stateWords[state]}: ${note}`;
}

function Whole({ agreement }: { agreement: WholeAgreement }) {
  const { document } = agreement;
  return (
    <>
      <Differences agreement={agreement} />
      <Promises side="marketing" agreement={agreement} />
      <Promises side="sales" agreement={agreement} />
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
      <Signed agreement={agreement} />
    </>
  );
}

function Promises({ side, agreement: { document, said } }: { side: Side; agreement: WholeAgreement }) {
  const ids = new Set(document.promises.filter((promise) => promise.side === side).map(({ id }) => id));
  return (
    <Card title={<span className={`team ${side}`}>{sideWords[side]} promises</span>}>
      {said
        .filter(({ id }) => ids.has(id))
        .map(({ id, sentence, steps }) => (
          <div key={id} className="promise">
            <p className="strong">{sentence}</p>
            <ul className="steps small muted">
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          </div>
        ))}
    </Card>
  );
}
