import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { later } from '../ui/later.tsx';
import { Menu } from '../ui/Menu.tsx';
import { tip } from '../ui/tip.ts';
import type { ListControl } from './use-list-state.ts';
import { useViewActions, type View } from './views.ts';

const ViewDialog = later(async () => (await import('./ViewDialog.tsx')).ViewDialog);

type Props = { noun: string; many: string; list: ListControl };
type Asked = { kind: 'save' } | { kind: 'rename'; view: View };

/** Saved views as tabs; what was changed can be saved or taken back right beside them. */
export function ViewTabs({ noun, many, list }: Props) {
  const [asked, setAsked] = useState<Asked>();
  const { view, views, changed, state, open } = list;
  return (
    <div className="list-views">
      <nav className="tabs" aria-label="Views">
        <button
          type="button"
          aria-current={view === undefined ? 'true' : undefined}
          onClick={() => open(undefined)}
        >
          All {many}
        </button>
        {views.map((each) => (
          <button
            key={each.id}
            type="button"
            aria-current={each.id === view?.id ? 'true' : undefined}
            onClick={() => open(each)}
          >
            {each.name}
            {each.shared && (
              <span {...tip('Shared with everybody')}>
                <Icon name="audience" size={12} />
                <span className="sr">shared</span>
              </span>
            )}
          </button>
        ))}
      </nav>
      {changed && <ViewSaving list={list} saveNew={() => setAsked({ kind: 'save' })} />}
      {view !== undefined && view.standard !== true && (
        <ViewMenu
          view={view}
          rename={() => setAsked({ kind: 'rename', view })}
          left={() => open(undefined)}
        />
      )}
      {asked?.kind === 'save' && (
        <ViewDialog noun={noun} state={state} onSaved={open} onClose={() => setAsked(undefined)} />
      )}
      {asked?.kind === 'rename' && (
        <ViewDialog noun={noun} view={asked.view} onClose={() => setAsked(undefined)} />
      )}
    </div>
  );
}

function ViewSaving({ list, saveNew }: { list: ListControl; saveNew: () => void }) {
  const { change } = useViewActions();
  const { view, state, open } = list;
  return (
    <span className="row only-wide">
      <Button small ghost onClick={() => open(view)}>
        Reset
      </Button>
      {view?.mine === true && (
        <Button small onClick={() => change.mutate({ id: view.id, state })}>
          Save view
        </Button>
      )}
      <Button small ghost icon="plus" onClick={saveNew}>
        {view === undefined ? 'Save view' : 'Save as new'}
      </Button>
    </span>
  );
}

function ViewMenu({ view, rename, left }: { view: View; rename: () => void; left: () => void }) {
  const { change, remove, pin } = useViewActions();
  return (
    <Menu
      label={`View ${view.name}`}
      align="end"
      renderTrigger={(props) => <IconButton icon="more" label="This view" {...props} />}
      items={[
        {
          label: view.pinned ? 'Unpin from the rail' : 'Pin to the rail',
          icon: 'pin',
          onSelect: () => pin.mutate(view),
        },
        view.mine && { label: 'Rename', icon: 'edit', onSelect: rename },
        view.mine && {
          label: view.shared ? 'Keep to myself' : 'Share with everybody',
          icon: 'audience',
          onSelect: () => change.mutate({ id: view.id, shared: !view.shared }),
        },
        view.mine && 'rule',
        view.mine && {
          label: 'Delete view',
          icon: 'bin',
          onSelect: () => {
            left();
            remove.mutate(view);
          },
        },
      ]}
    />
  );
}
