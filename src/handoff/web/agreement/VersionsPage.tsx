import './agreement.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '../../../web/ui/Button.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { versionsQuery, type Agreement } from './agreements.ts';
import { stateWords } from './words.ts';

const crumbs = [{ label: 'Hand off' }, { label: 'Agreement', to: '/agreement' }];

/** Every version there ever was: what was signed stays readable. */
export function VersionsPage() {
  const query = useInfiniteQuery(versionsQuery);
  return (
    <Page title="Versions" crumbs={crumbs} lede="What was signed never changes; a change is a new version.">
      <Loaded query={query} lines={6}>
        {({ pages }) => (
          <div className="stack loose">
            <section className="card scroll">
              <table className="table cases">
                <thead>
                  <tr>
                    <th scope="col">Version</th>
                    <th scope="col">State</th>
                    <th scope="col">Drafted</th>
                    <th scope="col">Signed for marketing</th>
                    <th scope="col">Signed for sales</th>
                    <th scope="col">Why</th>
                  </tr>
                </thead>
                <tbody>
                  {pages
                    .flatMap(({ items }) => items)
                    .map((agreement) => (
                      <Version key={agreement.id} agreement={agreement} />
                    ))}
                </tbody>
              </table>
            </section>
            {query.hasNextPage && (
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Version({ agreement }: { agreement: Agreement }) {
  const { id, number, state, created, signed, note } = agreement;
  return (
    <tr>
      <td>
        <Link className="strong" to="/agreement/versions/$id" params={{ id }}>
          Version {number}
        </Link>
      </td>
      <td>
        <Tag tone={state === 'in_force' ? 'good' : 'outline'}>{stateWords[state]}</Tag>
      </td>
      <td>
        <By signature={created} />
      </td>
      <td>
        <By signature={signed.marketing} />
      </td>
      <td>
        <By signature={signed.sales} />
      </td>
      <td className="muted">{note}</td>
    </tr>
  );
}

function By({ signature }: { signature: Agreement['created'] }) {
  if (signature === null) return null;
  return (
    <>
      {signature.by?.name ?? 'Tandem'}{' '}
      <span className="muted">
        <RelativeTime at={signature.at} />
      </span>
    </>
  );
}
