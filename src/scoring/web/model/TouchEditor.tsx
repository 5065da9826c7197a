import { ChoicePicker } from '../../../audience/web/segments/ChoicePicker.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import type { TouchMatch } from '../../simulation/contract.ts';
import { useNames } from '../names.ts';

type Narrowing = 'channels' | 'campaign' | 'name' | 'word' | 'page';

const narrowings: Record<Narrowing, string> = {
  page: 'Page contains',
  word: 'Name has the word',
  name: 'Name contains',
  channels: 'Through',
  campaign: 'Campaign',
};

type Props = { what: TouchMatch; onChange: (what: TouchMatch) => void };

/** Which touchpoints are meant: kinds, and what else must be so. */
export function TouchEditor({ what, onChange }: Props) {
  const { kindChoices } = useNames();
  const order = Object.keys(narrowings) as Narrowing[];
  const missing = order.filter((name) => what[name] === undefined);
  return (
    <>
      <ChoicePicker
        label="What they did"
        blank="any touchpoint"
        choices={kindChoices}
        picked={what.kinds ?? []}
        onChange={(kinds) => onChange(kinds.length === 0 ? without(what, 'kinds') : { ...what, kinds })}
      />
      {order
        .filter((name) => what[name] !== undefined)
        .map((name) => (
          <NarrowInput key={name} name={name} what={what} onChange={onChange} />
        ))}
      {missing.length > 0 && (
        <Menu
          label="Narrow it further"
          renderTrigger={(trigger) => (
            <Button ghost small icon="plus" {...trigger}>
              Narrow
            </Button>
          )}
          items={missing.map((name) => ({
            label: narrowings[name],
            onSelect: () =>
              onChange({ ...what, ...(name === 'channels' ? { channels: [] } : { [name]: '' }) }),
          }))}
        />
      )}
    </>
  );
}

function NarrowInput({ name, what, onChange }: Props & { name: Narrowing }) {
  const { channelChoices } = useNames();
  const label = narrowings[name];
  return (
    <span className="detail-input">
      <span className="muted">{label.toLowerCase()}</span>
      {name === 'channels' ? (
        <ChoicePicker
          label={label}
          blank="any channel"
          choices={channelChoices}
          picked={what.channels ?? []}
          onChange={(channels) => onChange({ ...what, channels })}
        />
      ) : (
        <TextInput
          aria-label={label}
          placeholder={name === 'page' ? '/pricing' : ''}
          value={what[name] ?? ''}
          onChange={(typed) => onChange({ ...what, [name]: typed })}
        />
      )}
      <IconButton
        icon="cross"
        label={`Without ${label.toLowerCase()}`}
        onClick={() => onChange(without(what, name))}
      />
    </span>
  );
}

function without(what: TouchMatch, name: keyof TouchMatch): TouchMatch {
  const { [name]: _gone, ...rest } = what;
  return rest;
}
