// Runs before the first paint. The choice is written by src/web/theme.ts; without one the system decides.
try {
  const theme = localStorage.getItem('tandem.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be closed (private windows): the system's theme is right then.
}
