import '../styles/palette.css';
import { useKeyScopes } from '../keys.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { openOverlay } from './open.ts';

/** What the keys do on this very page. */
export default function KeyboardHelp() {
  const scopes = useKeyScopes();
  const names = [...new Set(scopes.map((each) => each.scope))];
  return (
    <Dialog title="Keys" wide onClose={() => openOverlay(undefined)}>
      <div className="key-map">
        {names.map((name) => (
          <section key={name}>
            <h3>{name}</h3>
            <ul>
              {scopes
                .filter((each) => each.scope === name)
                .flatMap(({ map }) => Object.entries(map))
                .filter(([, action]) => action.hidden !== true)
                .map(([keys, action]) => (
                  <li key={keys}>
                    <span>{action.label}</span>
                    <Kbd keys={keys} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
