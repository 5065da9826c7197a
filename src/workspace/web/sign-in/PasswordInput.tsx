import { useState } from 'react';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';

type Props = {
  name: string;
  value: string;
  onChange: (value: string) => void;
  /** 'current-password' lets a password manager fill it, 'new-password' makes it offer one. */
  autoComplete: 'current-password' | 'new-password';
  autoFocus?: boolean;
};

export function PasswordInput(props: Props) {
  const [shown, setShown] = useState(false);
  return (
    <div className="password-input">
      <TextInput {...props} type={shown ? 'text' : 'password'} spellCheck={false} autoCapitalize="none" />
      <IconButton
        icon={shown ? 'lock' : 'eye'}
        label={shown ? 'Hide the password' : 'Show the password'}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      />
    </div>
  );
}
