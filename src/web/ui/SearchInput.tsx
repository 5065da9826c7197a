import type { Ref } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  keys?: string;
  className?: string;
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
  onKeyDown?: (event: React.KeyboardEvent<HTMLInputElement>) => void;
};

export function SearchInput({ label, value, onChange, placeholder, keys, className, ref, ...rest }: Props) {
  return (
    <div className={classes('input-icon', className)}>
      <Icon name="search" size={14} />
      <input
        ref={ref}
        className="input small"
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        onChange={(event) => onChange(event.target.value)}
      />
      {keys !== undefined && value === '' && <Kbd keys={keys} />}
    </div>
  );
}
