import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { ChoicePicker } from './ChoicePicker.tsx';
import { textOf, type Given } from './draft.ts';
import { PeriodInput, type Period } from './PeriodInput.tsx';
import type { OfferedField } from './segments.ts';

type Often = 'at_least' | 'at_most' | 'exactly' | 'never';
type Times = { is: Exclude<Often, 'never'>; count: number };

const often: readonly { value: Often; label: string }[] = [
  { value: 'at_least', label: 'at least' },
  { value: 'at_most', label: 'at most' },
  { value: 'exactly', label: 'exactly' },
  { value: 'never', label: 'never' },
];

/** What narrows it further, asked for only when wanted. */
const details = {
  page: 'Page contains',
  name: 'Name contains',
  channels: 'Channel',
  campaign: 'Campaign',
} as const;
type Detail = keyof typeof details;
const detailNames = Object.keys(details) as Detail[];

type Props = { offer: OfferedField; given: Given; onChange: (given: Given) => void };

/** What they did, how often and when. */
export function DidEditor({ offer, given, onChange }: Props) {
  const times = given['times'] as Times | undefined;
  const change = (part: Given) => onChange({ ...given, ...part });
  const is: Often = times?.count === 0 && times.is !== 'at_least' ? 'never' : (times?.is ?? 'at_least');
  const missing = detailNames.filter((name) => given[name] === undefined);
  return (
    <>
      <ChoicePicker
        label="What they did"
        blank="anything"
        choices={offer.choices}
        picked={texts(given['kinds'])}
        onChange={(kinds) => change({ kinds })}
      />
      <Select
        aria-label="How often"
        value={is}
        choices={often}
        onChange={(chosen) => change({ times: timesOf(chosen as Often, times?.count ?? 1) })}
      />
      {is !== 'never' && (
        <span className="times-input">
          <TextInput
            type="number"
            min={1}
            max={1_000}
            aria-label="How many times"
            value={String(times?.count ?? 1)}
            onChange={(typed) => change({ times: { is, count: Math.max(1, Math.round(Number(typed))) } })}
          />
          <span className="muted">{times?.count === 1 ? 'time' : 'times'}</span>
        </span>
      )}
      <PeriodInput
        label="Touchpoint"
        period={(given['period'] as Period | undefined) ?? {}}
        onChange={(period) => change({ period })}
      />
      {detailNames
        .filter((name) => given[name] !== undefined)
        .map((name) => (
          <DetailInput key={name} name={name} offer={offer} given={given} onChange={onChange} />
        ))}
      {missing.length > 0 && (
        <Menu
          label="Narrow it further"
          renderTrigger={(props) => (
            <Button ghost small icon="plus" {...props}>
              Narrow
            </Button>
          )}
          items={missing.map((name) => ({
            label: details[name],
            onSelect: () => change({ [name]: name === 'channels' ? [] : '' }),
          }))}
        />
      )}
    </>
  );
}

function DetailInput({ name, offer, given, onChange }: Props & { name: Detail }) {
  const label = details[name];
  const remove = () => {
    const { [name]: _gone, ...rest } = given;
    onChange(rest);
  };
  return (
    <span className="detail-input">
      <span className="muted">{label.toLowerCase()}</span>
      {name === 'channels' ? (
        <ChoicePicker
          label={label}
          blank="any"
          choices={offer.parts?.['channels'] ?? []}
          picked={texts(given['channels'])}
          onChange={(channels) => onChange({ ...given, channels })}
        />
      ) : (
        <TextInput
          aria-label={label}
          placeholder={name === 'page' ? '/pricing' : ''}
          value={textOf(given[name])}
          onChange={(typed) => onChange({ ...given, [name]: typed })}
        />
      )}
      <IconButton icon="cross" label={`Without ${label.toLowerCase()}`} onClick={remove} />
    </span>
  );
}

function timesOf(often: Often, count: number): Times {
  return often === 'never' ? { is: 'at_most', count: 0 } : { is: often, count: Math.max(1, count) };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
