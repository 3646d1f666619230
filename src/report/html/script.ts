/** What the page does beyond showing itself: theme, filters, copying, and opening what a link or the printer needs. Everything can be read without it. */
export const script = `
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  root.classList.add('scripts');

  const theme = document.getElementById('theme');
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : systemDark.matches);
  const showTheme = () => theme.setAttribute('aria-pressed', String(isDark()));
  theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; showTheme(); });
  systemDark.addEventListener('change', showTheme);
  showTheme();

  document.getElementById('print').addEventListener('click', () => print());
  let opened = [];
  addEventListener('beforeprint', () => { opened = all('details:not([open])'); for (const part of opened) part.open = true; });
  addEventListener('afterprint', () => { for (const part of opened) part.open = false; opened = []; });

  for (const form of all('form[data-filter]')) {
    const list = document.getElementById(form.dataset.filter);
    const entries = all('[data-entry]', list).map((element) => ({ element, text: element.textContent.toLowerCase() }));
    const groups = all('[data-group]', list);
    const field = form.querySelector('input');
    const apply = () => {
      const wanted = {};
      for (const button of all('button[aria-pressed=true]', form)) (wanted[button.dataset.key] ??= []).push(button.dataset.value);
      const text = field.value.trim().toLowerCase();
      let shown = 0;
      for (const entry of entries) {
        const fits = Object.entries(wanted).every(([key, values]) => values.includes(entry.element.dataset[key])) && entry.text.includes(text);
        entry.element.hidden = !fits;
        if (fits) shown++;
      }
      const narrowed = shown < entries.length;
      for (const group of groups) {
        group.hidden = !group.querySelector('[data-entry]:not([hidden])');
        if (text !== '' && group.tagName === 'DETAILS') group.open = !group.hidden;
      }
      form.querySelector('output').textContent = narrowed ? shown + ' of ' + entries.length + ' ' + form.dataset.noun + ' shown' : '';
    };
    form.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-key]');
      if (!button) return;
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      apply();
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', apply);
    form.addEventListener('reset', () => { for (const button of all('button[data-key]', form)) button.setAttribute('aria-pressed', 'false'); setTimeout(apply); });
  }

  document.addEventListener('click', async (event) => {
    if (event.target.closest('a[href^="#"]')) setTimeout(openTarget);
    const button = event.target.closest('button[data-copy]');
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });

  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) {
      part.hidden = false;
      if (part.tagName === 'DETAILS') part.open = true;
    }
    target.scrollIntoView();
  };
  addEventListener('hashchange', openTarget);
  openTarget();
})();
`;
