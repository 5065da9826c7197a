import { sourceWords } from '../../../../audience/web/words.ts';
import { unitsOf } from '../../../../web/numbers.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { Menu } from '../../../../web/ui/Menu.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { currencyChoices } from '../../../../workspace/web/settings/choices.ts';
import type { AgreedPromise, MarketingPromise, SalesPromise } from '../agreements.ts';
import { Amount, LengthInput, Share } from './Amount.tsx';
import { Steps } from './Steps.tsx';

type Props<P extends AgreedPromise> = { promise: P; onChange: (promise: P) => void };

export function PromiseSentence({
  promise,
  onChange,
  onRemove,
}: Props<AgreedPromise> & { onRemove: () => void }) {
  return (
    <div className="promise">
      <div className="sentence">
        {promise.side === 'sales' ? (
          <SalesSentence promise={promise} onChange={onChange} />
        ) : (
          <MarketingSentence promise={promise} onChange={onChange} />
        )}
        <span className="out">
          <IconButton icon="bin" label="Take this promise out" onClick={onRemove} />
        </span>
      </div>
      <Steps promise={promise} onChange={(steps) => onChange({ ...promise, steps })} />
    </div>
  );
}

const beginnings = {
  first_response: ['Sales answers', 'of leads within'],
  attempts: ['Before giving up, sales tries to reach', 'of leads'],
  verdict: ['Sales accepts or returns', 'of leads, with a reason, within'],
  recycled_followed_up: ['Sales follows up', 'of leads that come back within'],
} as const;

function SalesSentence({ promise, onChange }: Props<SalesPromise>) {
  const { metric, target, withinMinutes, graceMinutes, count } = promise;
  const [begin, middle] = beginnings[metric];
  const change = (part: Partial<SalesPromise>) => onChange({ ...promise, ...part });
  return (
    <>
      {begin} <Share value={target} onChange={(share) => change({ target: share })} /> {middle}
      {metric === 'attempts' && (
        <>
          <Amount
            label="How many attempts"
            value={count ?? 1}
            onChange={(next) => change({ count: Math.round(next) })}
          />{' '}
          times within
        </>
      )}
      <LengthInput
        label="Within"
        minutes={withinMinutes}
        onChange={(minutes) => change({ withinMinutes: minutes })}
      />
      with a grace of
      <LengthInput
        label="Grace"
        minutes={graceMinutes}
        onChange={(minutes) => change({ graceMinutes: minutes })}
      />
    </>
  );
}

function MarketingSentence({ promise, onChange }: Props<MarketingPromise>) {
  const { metric, target, currency } = promise;
  const change = (part: Partial<MarketingPromise>) => onChange({ ...promise, ...part });
  const share = <Share value={target} onChange={(next) => change({ target: next })} />;
  const sources = <Sources promise={promise} onChange={onChange} />;
  if (metric === 'hot_leads')
    return (
      <>
        Marketing brings{' '}
        <Amount
          label="Hot leads a month"
          value={target}
          onChange={(next) => change({ target: Math.round(next) })}
        />{' '}
        hot leads a month from {sources}
      </>
    );
  if (metric === 'accepted_share')
    return (
      <>
        Sales accepts at least {share} of the leads it judges, from {sources}
      </>
    );
  if (metric === 'data_complete')
    return (
      <>
        {share} of leads come with a complete brief, from {sources}
      </>
    );
  const units = unitsOf(currency ?? 'EUR');
  return (
    <>
      Deals worth{' '}
      <Amount
        long
        label="Value a month"
        value={target / units}
        onChange={(next) => change({ target: Math.round(next * units) })}
      />
      <Select
        aria-label="Currency"
        value={currency ?? ''}
        choices={currencyChoices(currency ?? 'EUR')}
        // So many of the new currency, not of its hundredths.
        onChange={(next) => change({ currency: next, target: Math.round((target / units) * unitsOf(next)) })}
      />{' '}
      a month are opened from marketing’s leads, from {sources}
    </>
  );
}

function Sources({ promise, onChange }: Props<MarketingPromise>) {
  const chosen = promise.sources ?? [];
  const names = Object.entries(sourceWords) as [NonNullable<MarketingPromise['sources']>[number], string][];
  const words = names.filter(([source]) => chosen.includes(source)).map(([, name]) => name);
  return (
    <Menu
      label="Sources"
      renderTrigger={(props) => (
        <Button small {...props}>
          {words.length === 0 ? 'all sources' : words.join(', ')}
        </Button>
      )}
      items={names.map(([source, label]) => ({
        label,
        checked: chosen.includes(source),
        onSelect: () => {
          const sources = chosen.includes(source)
            ? chosen.filter((each) => each !== source)
            : [...chosen, source];
          const { sources: _before, ...rest } = promise;
          onChange(sources.length === 0 ? rest : { ...rest, sources });
        },
      }))}
    />
  );
}
