import { useKeys } from '../../../web/keys.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { mergePair } from '../merge/merging.ts';
import { PairTable } from '../merge/PairTable.tsx';
import { useDecision } from '../merge/use-decision.ts';
import { contactMerging } from './contact-merging.ts';
import { askAgain, tellApart, type Duplicate } from './duplicates.ts';
import { identityWords, likelihoodWords, percentOf, reasonWords } from './words.ts';

/** One pair: why it may be one person, both records, and the two answers. */
export function PairView({ pair, onBack }: { pair: Duplicate; onBack: () => void }) {
  const state = useDecision(pair);
  const waits = pair.state === 'open' && pair.mayMerge;
  const merge = () => mergePair(contactMerging, state.decision());
  const apart = () => tellApart(pair);
  useKeys(
    'Duplicates',
    waits
      ? {
          '1': { label: 'Keep the left record', run: () => state.take('one') },
          '2': { label: 'Keep the right record', run: () => state.take('other') },
          m: { label: 'Merge', run: merge },
          n: { label: 'Not the same', run: apart },
        }
      : {},
  );
  return (
    <section className="pair-view" aria-label={`${pair.one.name} and ${pair.other.name}`}>
      <header>
        <div className="only-narrow">
          <Button small ghost icon="left" onClick={onBack}>
            All pairs
          </Button>
        </div>
        <h2>
          {likelihoodWords(pair.likelihood)} <span className="muted num">{percentOf(pair.likelihood)}</span>
        </h2>
        <p className="muted">{reasonWords(pair.reasons)}.</p>
        {pair.clashes.map((clash) => (
          <p key={`${clash.kind} ${clash.value}`} className="notice">
            <Icon name="warning" />
            <span>
              Both were met on {identityWords(clash)}
              {clash.times > 1 && `, ${clash.times} times`}.
            </span>
          </p>
        ))}
      </header>
      <PairTable kind={contactMerging} pair={pair} state={state} />
      <footer>
        {pair.state === 'open' ? (
          <Answers waits={waits} merge={merge} apart={apart} />
        ) : (
          <Decided pair={pair} />
        )}
      </footer>
    </section>
  );
}

function Answers({ waits, merge, apart }: { waits: boolean; merge: () => unknown; apart: () => unknown }) {
  if (!waits)
    return (
      <p className="muted">You may merge contacts that are yours. Ask their owner or a manager to decide.</p>
    );
  return (
    <>
      <Button primary icon="merge" keys="m" onClick={() => void merge()}>
        Merge
      </Button>
      <Button keys="n" onClick={() => void apart()}>
        Not the same
      </Button>
    </>
  );
}

function Decided({ pair }: { pair: Duplicate }) {
  return (
    <>
      <p className="muted grow">
        {pair.decidedBy ?? 'Somebody'} said that they are two people
        {pair.decidedAt !== null && (
          <>
            {' '}
            <RelativeTime at={pair.decidedAt} />
          </>
        )}
        .
      </p>
      {pair.mayMerge && (
        <Button icon="undo" onClick={() => void askAgain(pair.id)}>
          Ask again
        </Button>
      )}
    </>
  );
}
