import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { act } from '../parts/saving.ts';
import { devicesQuery, type SignedInDevice } from './account.ts';

const keys = [devicesQuery.queryKey];

export function Devices() {
  const devices = useQuery(devicesQuery);
  return (
    <Loaded query={devices}>
      {({ items }) => (
        <>
          <ul className="lines">
            {items.map((device) => (
              <Device key={device.id} device={device} />
            ))}
          </ul>
          {items.length > 1 && (
            <div>
              <Button
                onClick={() =>
                  void act(() => api.delete('/api/me/sessions'), 'Every other device is signed out', keys)
                }
              >
                Sign out everywhere else
              </Button>
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}

function Device({ device: { id, device, ip, lastSeenAt, createdAt, current } }: { device: SignedInDevice }) {
  return (
    <li>
      <Icon name={/iPhone|iPad|Android/.test(device) ? 'phone' : 'screen'} />
      <span className="about">
        <span className="strong">{device}</span>
        <span className="small muted">
          {ip ?? 'Unknown address'} · last seen <RelativeTime at={lastSeenAt} /> · since{' '}
          <RelativeTime at={createdAt} />
        </span>
      </span>
      {current ? (
        <Tag tone="good">This device</Tag>
      ) : (
        <Button
          small
          onClick={() =>
            void act(() => api.delete(`/api/me/sessions/${id}`), `${device} is signed out`, keys)
          }
        >
          Sign out
        </Button>
      )}
    </li>
  );
}
