// What the server cannot do: the address bar, the passport of a figure, the search box, menus.
(function () {
  'use strict';

  const passportDialog = () => {
    let dialog = document.getElementById('paspoort');
    if (!dialog) {
      dialog = document.createElement('dialog');
      dialog.id = 'paspoort';
      dialog.setAttribute('aria-labelledby', 'paspoort-titel');
      document.body.append(dialog);
      dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
    }
    return dialog;
  };

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };

  const showPassport = async (code) => {
    const dialog = passportDialog();
    const close = element('button', 'Sluiten', { type: 'button', class: 'tekstknop' });
    close.addEventListener('click', () => dialog.close());
    dialog.replaceChildren(element('p', 'Even geduld'));
    if (!dialog.open) dialog.showModal();
    const answer = await fetch('/api/v1/figures/' + encodeURI(code)).then((r) => r.json())
      .catch(() => ({ error: 'Het paspoort is nu niet te lezen. Probeer het opnieuw.' }));
    const head = element('header', '');
    head.append(element('h2', answer.title || 'Over dit cijfer', { id: 'paspoort-titel' }), close);
    const body = [head];
    if (answer.error) body.push(element('p', answer.error));
    (answer.passports || []).forEach((lines) => {
      const list = element('dl', '');
      lines.forEach(([label, text]) => list.append(element('dt', label), element('dd', text)));
      body.push(list);
    });
    dialog.replaceChildren(...body);
    dialog.scrollTop = 0;
    close.focus();
  };

  // On a phone the main menu is behind a button.
  const openMenu = (isOpen) => {
    document.body.classList.toggle('menu-open', isOpen);
    document.querySelector('.menuknop').setAttribute('aria-expanded', String(isOpen));
  };

  document.addEventListener('click', (event) => {
    const figure = event.target.closest('[data-code]');
    if (figure) { showPassport(figure.dataset.code); return; }
    const action = event.target.closest('[data-doe]');
    if (action && action.dataset.doe === 'druk-af') window.print();
    if (action && action.dataset.doe === 'kopieer') {
      navigator.clipboard.writeText(location.href).then(() => { action.textContent = 'Link gekopieerd'; announce('Link gekopieerd'); });
    }
    if (action && action.dataset.doe === 'menu') openMenu(!document.body.classList.contains('menu-open'));
    document.querySelectorAll('details.menu[open]').forEach((menu) => {
      if (!menu.contains(event.target) || event.target.closest('a')) menu.open = false;
    });
    if (event.target.closest('nav a')) openMenu(false);
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = event.target.closest('details.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  // A mark in a chart opens the passport of its figure, like the number in the table does.
  const hooked = new WeakSet();
  new MutationObserver(() => {
    document.querySelectorAll('.js-plotly-plot').forEach((plot) => {
      if (hooked.has(plot) || !plot.on) return;
      hooked.add(plot);
      plot.on('plotly_click', (event) => { const code = event.points[0].customdata; if (code) showPassport(code); });
    });
  }).observe(document.documentElement, { childList: true, subtree: true });

  const announce = (text) => {
    const region = document.getElementById('aankondiging');
    if (region) region.textContent = text;
  };

  // The search box: a combobox over one small index, fetched when first used.
  let index = null;
  let shown = '';
  const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const isCode = (query) => /^[(\[]?\s*RIV:/i.test(query);
  const codeItem = (query) => ({ label: query, kind: 'code opzoeken', href: '/c/' + encodeURI(query.replace(/^[(\[\s]*riv:/i, 'RIV:')) });
  const hits = (query) => {
    if (isCode(query)) return [codeItem(query)];
    const words = fold(query).split(/\s+/).filter(Boolean);
    const scored = index.filter((item) => words.every((word) => item.folded.includes(word)));
    return scored.sort((a, b) => a.folded.indexOf(words[0]) - b.folded.indexOf(words[0])).slice(0, 8);
  };
  const closeSearch = (box, list) => { list.hidden = true; box.setAttribute('aria-expanded', 'false'); box.removeAttribute('aria-activedescendant'); };
  const search = async (box, list) => {
    if (!index) {
      index = await fetch('/zoekindex.json').then((r) => r.json()).then((d) => d.items);
      index.forEach((item) => { item.folded = fold(item.label + ' ' + item.kind + ' ' + item.words); });
    }
    const query = box.value.trim();
    if (!query) { closeSearch(box, list); return; }
    if (query === shown && !list.hidden) return;
    shown = query;
    const found = hits(query);
    list.replaceChildren(...found.map((item, i) => {
      const option = element('li', '', { role: 'option', id: 'zoek-' + i, 'data-href': item.href, 'aria-selected': 'false' });
      option.append(element('span', item.label), element('span', item.kind, { class: 'soort' }));
      option.addEventListener('mousedown', (event) => { event.preventDefault(); go(item.href); closeSearch(box, list); box.value = ''; });
      return option;
    }));
    if (!found.length) list.append(element('li', 'Niets gevonden', { role: 'option', 'aria-disabled': 'true' }));
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    announce(found.length + ' resultaten');
  };
  const toAnchor = () => {
    const wanted = location.hash && document.getElementById(location.hash.slice(1));
    const fold = wanted && wanted.closest('details');
    if (fold) fold.open = true;
    if (wanted) wanted.scrollIntoView();
    return Boolean(wanted);
  };
  // A page that the server draws itself is loaded whole.
  const isServerDrawn = (path) => ['aanleveren', 'bundel'].includes(path.split(/[/?#]/)[1]);
  const go = (href) => {
    if (!document.getElementById('react-entry-point') || isServerDrawn(href)) { location.assign(href); return; }
    history.pushState({}, '', href);
    window.dispatchEvent(new CustomEvent('_dashprivate_pushstate'));
    if (!toAnchor()) window.scrollTo(0, 0);
  };
  const move = (box, list, step) => {
    const options = [...list.querySelectorAll('[data-href]')];
    if (!options.length) return;
    const now = options.findIndex((o) => o.getAttribute('aria-selected') === 'true');
    const next = (now + step + options.length) % options.length;
    options.forEach((o, i) => o.setAttribute('aria-selected', String(i === next)));
    box.setAttribute('aria-activedescendant', options[next].id);
  };
  document.addEventListener('input', (event) => {
    if (event.target.id === 'zoek') search(event.target, document.getElementById('zoek-resultaten'));
  });
  document.addEventListener('focusin', (event) => {
    const box = document.getElementById('zoek');
    if (!box) return;
    if (!box.hasAttribute('role')) {
      [['role', 'combobox'], ['aria-expanded', 'false'], ['aria-controls', 'zoek-resultaten'], ['aria-autocomplete', 'list']]
        .forEach(([key, value]) => box.setAttribute(key, value));
    }
    if (event.target !== box) closeSearch(box, document.getElementById('zoek-resultaten'));
  });
  document.addEventListener('keydown', (event) => {
    if (event.target.id !== 'zoek') return;
    const box = event.target, list = document.getElementById('zoek-resultaten');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); move(box, list, event.key === 'ArrowDown' ? 1 : -1); }
    if (event.key === 'Escape') closeSearch(box, list);
    if (event.key === 'Enter') {
      const chosen = list.querySelector('[aria-selected="true"]') || list.querySelector('[data-href]');
      if (chosen) { go(chosen.dataset.href); closeSearch(box, list); box.value = ''; }
    }
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    peil: {
      // A new address is a new page, unless the page itself wrote it after a filter changed.
      navigate(path, search, written, now) {
        const skip = window.dash_clientside.no_update;
        if (isServerDrawn(path)) { location.replace(path + (search || '')); return [skip, skip]; }
        if (now && now.path === path && written === (search || '')) return [skip, skip];
        return [{ path: path, search: search || '' }, search || ''];
      },
      // The address that restores the filters, once one was changed.
      write(search) {
        const skip = window.dash_clientside.no_update;
        return typeof search === 'string' ? [search, search] : [skip, skip];
      },
      arrive(title) {
        const isFirst = document.title === 'Peil';
        document.title = title || 'Peil';
        document.querySelectorAll('header a').forEach((link) => {
          if (link.getAttribute('href') === location.pathname) link.setAttribute('aria-current', 'page');
          else link.removeAttribute('aria-current');
        });
        if (!toAnchor() && !isFirst) document.getElementById('hoofd').focus({ preventScroll: true });
        if (!isFirst) announce(document.title);
        return window.dash_clientside.no_update;
      },
    },
  });
})();
