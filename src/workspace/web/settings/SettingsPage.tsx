import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { may, useSession } from '../../../web/session.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import '../parts/settings.css';
import { places } from './pages.ts';

const groups = ['You', 'The company', 'Behind the scenes'] as const;

export default function SettingsPage() {
  const session = useSession();
  const mine = places.filter((place) => may(session, place.may));
  return (
    <Page title="Settings" lede={session?.workspace.name}>
      <nav className="setting-links" aria-label="Settings">
        {groups.map((group) => {
          const inGroup = mine.filter((place) => place.group === group);
          if (inGroup.length === 0) return null;
          return (
            <Fragment key={group}>
              <h2>{group}</h2>
              {inGroup.map((place) => (
                <Link key={place.to} to={place.to}>
                  <Icon name={place.icon} />
                  <span className="name">{place.label}</span>
                  <Icon name="chevronRight" size={14} className="faint" />
                  <span className="what">{place.what}</span>
                </Link>
              ))}
            </Fragment>
          );
        })}
      </nav>
    </Page>
  );
}
