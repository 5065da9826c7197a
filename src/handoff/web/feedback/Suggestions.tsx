import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { counted } from '../../../web/numbers.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { act } from '../../../workspace/web/parts/saving.ts';
import { FEEDBACK, suggestionsQuery, type Suggestion } from './feedback.ts';
import { whatWords } from './words.ts';

/** What sounds alike and stands in no theme yet. A person decides: takes out what does not belong, names it, confirms. */
export function Suggestions() {
  const { data } = useQuery(suggestionsQuery);
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const shown = data?.suggestions.filter((each) => !passed.has(keyOf(each))) ?? [];
  if (shown.length === 0) return null;
  return (
    <Card title="These sound alike" flush>
      <ul className="suggestions">
        {shown.slice(0, 3).map((suggestion) => (
          <SuggestionLine
            key={keyOf(suggestion)}
            suggestion={suggestion}
            pass={() => setPassed(new Set([...passed, keyOf(suggestion)]))}
          />
        ))}
      </ul>
    </Card>
  );
}

/** So many are seen before one asks for all. */
const FEW = 4;

function SuggestionLine({ suggestion, pass }: { suggestion: Suggestion; pass: () => void }) {
  const { theme, items } = suggestion;
  const [name, setName] = useState(suggestion.name);
  const [all, setAll] = useState(false);
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const ids = items.map(({ id }) => id).filter((id) => !out.has(id));
  const toggle = (id: string) => {
    const next = new Set(out);
    if (!next.delete(id)) next.add(id);
    setOut(next);
  };
  const confirm = () =>
    theme === null
      ? act(() => api.post('/api/themes', { name, itemIds: ids }), `Theme “${name}” made`, [[...FEEDBACK]])
      : act(
          () => api.post(`/api/themes/${theme.id}/items`, { itemIds: ids }),
          `${counted(ids.length, 'thing', 'things')} put into “${theme.name}”`,
          [[...FEEDBACK]],
        );
  return (
    <li className="stack">
      {theme === null ? (
        <TextInput aria-label="Name of the new theme" value={name} onChange={setName} maxLength={120} />
      ) : (
        <span>
          Like <span className="strong">{theme.name}</span>
        </span>
      )}
      <ul className="stack">
        {items.slice(0, all ? items.length : FEW).map((item) => (
          <li key={item.id}>
            <Checkbox
              checked={!out.has(item.id)}
              onChange={() => toggle(item.id)}
              label={<span className="clamp">{item.words ?? whatWords(item)}</span>}
            />
          </li>
        ))}
      </ul>
      {!all && items.length > FEW && (
        <div>
          <Button small ghost onClick={() => setAll(true)}>
            Show all {items.length}
          </Button>
        </div>
      )}
      <div className="row">
        <Button small disabled={ids.length === 0 || name.trim() === ''} onClick={() => void confirm()}>
          {theme === null ? 'Make a theme' : 'Put there'}
        </Button>
        <Button small ghost onClick={pass}>
          Not now
        </Button>
      </div>
    </li>
  );
}

function keyOf({ theme, items }: Suggestion): string {
  return `${theme?.id ?? ''} ${items[0]?.id ?? ''}`;
}
