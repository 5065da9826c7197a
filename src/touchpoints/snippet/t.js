/**
 * The tracking snippet, as people read it; `t.min.js` is what is served, made from this by the test beside it.
 *
 *   <script async src="https://tandem.example.com/t.js" data-key="tandem_write_…"></script>
 *
 * Page views (single-page apps too), links that lead away, forms with `data-tandem`, how far and how long a page was
 * read. Keeps nothing in the browser until tandem('consent', true); tells nothing when Do Not Track is on and nobody
 * has agreed. Everything leaves by sendBeacon, which survives the page. Of a personal link it tells whose it is, for as
 * long as its page stands.
 */
(() => {
  const script = document.currentScript;
  const storage = 'tandem';
  const waiting = (window.tandem || {}).q || [];
  const endpoint = new URL('/v1/batch', script.src).href;
  let id = recall();
  let link = takeLink();
  let traits = {};
  let queue = [];
  let before = document.referrer;
  let address = '';
  let since = 0;
  let seenFor = 0;
  let depth = 0;
  let timer;

  function recall() {
    try {
      return localStorage.getItem(storage);
    } catch {
      return null;
    }
  }

  // Out of the address it goes, before anybody copies it or another program on the page reads it.
  function takeLink() {
    const here = new URL(location.href);
    const token = here.searchParams.get('tdm');
    if (token === null) return;
    here.search = here.search.replace(/^\?(tdm=[^&]*&)+/, '?').replace(/[?&]tdm=[^&]*/g, '');
    try {
      history.replaceState(history.state, '', here);
    } catch {
      // Some frames do not allow it. Where the address is stored, it is taken out anyway.
    }
    return token;
  }

  function consent(given) {
    if (!given) link = undefined;
    try {
      id = given ? id || crypto.randomUUID() : null;
      if (given) localStorage.setItem(storage, id);
      else localStorage.removeItem(storage);
    } catch {
      // A browser without storage is one without memory: each page is a new visit.
    }
  }

  function silent() {
    return !id && (navigator.doNotTrack === '1' || navigator.globalPrivacyControl);
  }

  function send(type, more) {
    if (silent()) return;
    const { href } = location;
    queue.push({
      type,
      messageId: Date.now().toString(36) + Math.random().toString(36).slice(2),
      timestamp: new Date(),
      anonymousId: id || undefined,
      context: { page: { url: href, referrer: before, title: document.title }, traits, personalLink: link },
      ...more,
    });
    // What happens in one moment goes in one request.
    timer = timer || setTimeout(flush, 50);
  }

  function flush() {
    timer = clearTimeout(timer);
    if (!queue.length) return;
    const body = JSON.stringify({ writeKey: script.dataset.key, sentAt: new Date(), batch: queue });
    queue = [];
    if (!navigator.sendBeacon?.(endpoint, body))
      fetch(endpoint, { method: 'POST', body, keepalive: true }).catch(() => {});
  }

  function page() {
    if (address === location.pathname + location.search) return;
    leave();
    if (address) before = new URL(address, location).href;
    address = location.pathname + location.search;
    since = Date.now();
    seenFor = depth = 0;
    scrolled();
    send('page', {});
  }

  function scrolled() {
    const { scrollHeight } = document.documentElement;
    depth = Math.max(depth, Math.min(100, Math.round(((scrollY + innerHeight) / scrollHeight) * 100)));
  }

  // Told when a page is left or put away; one that comes back tells what was added since.
  function leave() {
    if (since) seenFor += Date.now() - since;
    since = 0;
    if (!address || seenFor < 1e3) return;
    track('page_read', { seconds: Math.round(seenFor / 1e3), depth, url: new URL(address, location).href });
    seenFor = 0;
  }

  function track(event, properties) {
    send('track', { event, properties });
  }

  function identify(given) {
    traits = { ...traits, ...given };
    send('identify', { traits });
  }

  function clicked({ target }) {
    const link = target.closest?.('a[href]');
    if (link && link.host && link.host !== location.host) {
      track('link_clicked', { href: link.href, text: link.innerText.slice(0, 100) });
      flush();
    }
  }

  function submitted({ target }) {
    const name = target.dataset?.tandem;
    if (name === undefined) return;
    const given = {};
    for (const [field, value] of new FormData(target)) {
      const input = target.elements[field];
      // Only what the page marks as a trait: data-tandem-trait="email", or an input of type email.
      const trait = input?.dataset?.tandemTrait || (input?.type === 'email' && 'email');
      if (trait && typeof value === 'string') given[trait] = value;
    }
    if (given.email) identify(given);
    track('form_submitted', { form: name || target.id });
    flush();
  }

  const verbs = { consent, page, track, identify };
  window.tandem = (verb, ...words) => verbs[verb]?.(...words);
  for (const [verb, ...words] of waiting) window.tandem(verb, ...words);
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function (...words) {
      original.apply(this, words);
      page();
    };
  }
  addEventListener('popstate', page);
  addEventListener('scroll', scrolled, { passive: true });
  document.addEventListener('click', clicked, true);
  document.addEventListener('auxclick', clicked, true);
  document.addEventListener('submit', submitted, true);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      leave();
      flush();
    } else since = Date.now();
  });
  addEventListener('pagehide', () => {
    leave();
    flush();
  });
  page();
})();
