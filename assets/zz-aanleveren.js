// Deliveries: says before sending what is too large, sends once, and renews the progress. Everything works without it.
(function () {
  'use strict';
  const WAIT_MS = 700;
  const MEGABYTE = 1024 * 1024;

  const tooMuch = (files, limits) => {
    const large = files.find((file) => file.size > limits.bestand * MEGABYTE);
    const total = files.reduce((sum, file) => sum + file.size, 0);
    if (files.length > limits.bestanden) return 'Kies hoogstens ' + limits.bestanden + ' bestanden tegelijk.';
    if (large) return "'" + large.name + "' is groter dan de toegelaten " + limits.bestand + ' MB.';
    if (total > limits.samen * MEGABYTE) return 'Deze bestanden zijn samen groter dan ' + limits.samen + ' MB. Lever ze in delen aan.';
    return '';
  };

  // The browser's own words on a file field are in the browser's language; these are Dutch, and the whole place takes dropped files.
  const chooser = document.getElementById('kies-bestanden');
  const size = (bytes) => (bytes < MEGABYTE ? Math.max(1, Math.round(bytes / 1024)) + ' kB' : Math.round(bytes / MEGABYTE) + ' MB');
  const showChosen = (lead, list) => {
    const files = [...chooser.files];
    lead.textContent = files.length
      ? (files.length === 1 ? '1 bestand gekozen' : files.length + ' bestanden gekozen') + ', klik om andere te kiezen'
      : 'Klik om bestanden te kiezen of sleep ze hierheen';
    list.replaceChildren(...files.map((file) => {
      const line = document.createElement('li');
      line.textContent = file.name + ' (' + size(file.size) + ')';
      return line;
    }));
    list.hidden = !files.length;
    chooser.setCustomValidity(files.length ? tooMuch(files, chooser.form.dataset) : 'Kies minstens één bestand.');
  };
  if (chooser) {
    const place = chooser.closest('.kiezer');
    const lead = document.createElement('p');
    const list = document.createElement('ul');
    place.classList.add('kiezer-aan');
    place.classList.toggle('fout-in', chooser.hasAttribute('aria-invalid'));
    place.append(lead, list);
    showChosen(lead, list);
    chooser.addEventListener('change', () => { showChosen(lead, list); if (chooser.files.length) chooser.reportValidity(); });
    window.addEventListener('pageshow', () => showChosen(lead, list));
  }

  const sent = new WeakMap();
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('.aanleveren form');
    if (!form) return;
    if (sent.has(form)) { event.preventDefault(); return; }
    const button = form.querySelector('button');
    sent.set(form, button.textContent);
    button.setAttribute('aria-disabled', 'true');
    if (form.classList.contains('aanleverformulier')) button.textContent = 'Bestanden worden verstuurd';
  });
  // Who comes back with the back button finds the form as it was.
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('.aanleveren form').forEach((form) => {
      if (!sent.has(form)) return;
      const button = form.querySelector('button');
      button.removeAttribute('aria-disabled');
      if (form.classList.contains('aanleverformulier')) button.textContent = sent.get(form);
      sent.delete(form);
    });
  });

  // Another page may have come here by changing the address only; the browser then goes back in the same way,
  // perhaps before this script runs, and only the server can give what belongs at that address.
  const loaded = new URL(performance.getEntriesByType('navigation')[0].name);
  const reloadElsewhere = () => {
    const isServerDrawn = !document.getElementById('react-entry-point');
    if (isServerDrawn && location.pathname + location.search !== loaded.pathname + loaded.search) location.reload();
  };
  window.addEventListener('popstate', reloadElsewhere);
  reloadElsewhere();

  const say = (text) => {
    const line = document.getElementById('hoe-ver');
    if (line && line.textContent !== text) line.textContent = text;
  };
  const arrive = (fresh) => {
    document.title = fresh.title;
    document.getElementById('pagina').replaceChildren(...fresh.getElementById('pagina').childNodes);
    document.getElementById('verslag').focus();
  };
  const renew = async () => {
    if (!document.getElementById('voortgang')) return;
    try {
      const answer = await fetch(location.pathname, { cache: 'no-store' });
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!fresh.getElementById('voortgang')) { arrive(fresh); return; }
      say(fresh.getElementById('hoe-ver').textContent);
      const bar = document.querySelector('.voortgang');
      if (bar) bar.value = fresh.querySelector('.voortgang').value;
    } catch {
      say('De server antwoordt niet. Deze pagina probeert het opnieuw.');
    }
    setTimeout(renew, WAIT_MS);
  };
  setTimeout(renew, WAIT_MS);
})();
