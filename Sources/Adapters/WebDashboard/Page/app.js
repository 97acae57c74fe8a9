// Shows what the monitor pushes. Every text from outside goes in as text, never as markup.
'use strict';

const byID = (id) => document.getElementById(id);
const state = {};
const wanted = new URLSearchParams(location.search);
let symbol = (location.hash.match(/symbol=([A-Z0-9]{2,15})/) || [])[1] || '';
let source = null;
let heardAt = 0;

function element(tag, words, style) {
  const made = document.createElement(tag);
  if (words !== undefined && words !== null) made.textContent = String(words);
  if (style) made.className = style;
  return made;
}

// A column: title, value of a row (text or element), and an optional class ('number', 'words').
function table(id, columns, rows, words) {
  const head = element('tr');
  for (const [title, , style] of columns) head.append(element('th', title, style || ''));
  const body = rows.map((row) => {
    const line = element('tr');
    for (const [, value, style] of columns) {
      const shown = value(row);
      const cell = element('td', shown instanceof Node ? null : shown, style || '');
      if (shown instanceof Node) cell.append(shown);
      line.append(cell);
    }
    return line;
  });
  if (!body.length) {
    const cell = element('td', words, 'empty');
    cell.colSpan = columns.length;
    const line = element('tr');
    line.append(cell);
    body.push(line);
  }
  byID(id).replaceChildren(head, ...body);
}

const shortTime = (text) => text.replace('T', ' ').replace('Z', '').slice(5, 16);
const signClass = (text) => (String(text).startsWith('-') ? 'down' : Number(text) > 0 ? 'up' : '');
const money = (text) => {
  const value = Number(text);
  return text === '' || text === undefined ? '' : value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
};
const profit = (text) => element('span', (Number(text) > 0 ? '+' : '') + money(text), signClass(text));
const arrows = { BUY: '▲ BUY', SELL: '▼ SELL', HOLD: '– HOLD' };
const tones = { BUY: 'up', SELL: 'down', HOLD: 'muted' };
const action = (word, confidence) =>
  element('span', (arrows[word] || word) + (confidence === undefined ? '' : ` ${confidence}`), tones[word] || '');

function view(row, slot, channel) {
  const answer = row.answers.find((one) => one.slot === slot && one.channel === channel);
  if (!answer) return element('span', '·', 'muted');
  if (answer.abstained) {
    const made = element('span', `abstains: ${answer.abstained.replaceAll('_', ' ')}`, 'warn small');
    return made;
  }
  const made = action(answer.action, answer.confidence);
  made.title = answer.reasoning || '';
  return made;
}

function verdict(row) {
  if (!row.verdict) return element('span', 'not sent', 'muted');
  const style = { approved: 'up', refused: 'warn', satisfied: 'muted' }[row.verdict.outcome] || '';
  const sign = { approved: '✓ ', refused: '✕ ', satisfied: '= ' }[row.verdict.outcome] || '';
  const made = element('span', `${sign}${row.verdict.code}`, style);
  made.append(element('span', ` ${row.verdict.detail}`, 'muted small'));
  return made;
}

function decisionColumns(rows, dated) {
  const slots = [...new Set(rows.flatMap((row) => row.answers.map((one) => one.slot)))].sort();
  const columns = dated ? [['time', (row) => shortTime(row.time)]] : [];
  columns.push(
    ['symbol', (row) => row.symbol],
    ['action', (row) => action(row.action, row.confidence)],
    ['price', (row) => row.price, 'number spare'],
  );
  for (const slot of slots) {
    columns.push([`${slot} 4 h`, (row) => view(row, slot, 'direction')], [`${slot} 3 m`, (row) => view(row, slot, 'entry')]);
  }
  columns.push(
    ['vote 4 h / 3 m', (row) => element('span', `${row.direction} / ${row.entry}`.replaceAll('_', ' '), 'muted'), 'spare'],
    ['fused', (row) => row.score, 'number'],
    ['risk gate', verdict, 'words'],
  );
  return columns;
}

const show = {
  run(run) {
    const badges = [];
    const badge = (words, style, title) => {
      const made = element('span', words, `badge ${style}`);
      if (title) made.title = title;
      badges.push(made);
    };
    if (run.synthetic) badge('SIMULATED MARKET', 'warn', run.source);
    else badge(run.source || 'no market yet', '', 'source of the candles');
    if ((state.agents || []).some((slot) => slot.simulated)) badge('SIMULATED MODELS', 'warn', 'no provider is asked: a program plays both models');
    badge('PAPER MONEY', '');
    badge(run.mode === 'lockstep' ? 'lockstep replay' : `paced ×${run.speed}`, '');
    badge(`account ${run.account}`, '');
    if (run.gaps) badge(run.gaps === 1 ? '1 gap' : `${run.gaps} gaps`, 'warn', 'candles that never came; nothing is filled in for them');
    if (run.tradingState) badge(`trading ${run.tradingState}`, run.tradingState === 'active' ? 'good' : 'bad', run.tradingReason);
    byID('badges').replaceChildren(...badges);
    byID('event-time').textContent = run.eventTime ? run.eventTime.replace('T', ' ').replace('Z', ' UTC') : '–';
    warn();
    if (!symbol && run.symbols.length) setTimeout(() => choose(symbol || firstSymbol(run.symbols)), 50);
    const buttons = run.symbols.map((name) => {
      const button = element('button', name);
      button.type = 'button';
      button.setAttribute('aria-pressed', String(name === symbol));
      button.addEventListener('click', () => choose(name));
      return button;
    });
    const key = run.symbols.join() + symbol;
    if (byID('symbols').dataset.key !== key) {
      byID('symbols').dataset.key = key;
      byID('symbols').replaceChildren(...buttons);
    }
  },
  figures(figures) {
    const bill = (state.agents || []).reduce((sum, slot) => sum + Number(slot.costTodayUSD), 0);
    const month = (state.agents || []).map((slot) => slot.costMonthUSD).filter((cost) => cost !== null);
    const cards = [...figures];
    if (state.agents && state.agents.length) {
      const simulated = state.agents.some((slot) => slot.simulated) ? ' At list prices: simulated models cost nothing.' : '';
      cards.push({ name: 'Model cost today', value: `$${bill.toFixed(4)}`, definition: `Calls of this event day that this monitor saw.${simulated}`, tone: '' });
      cards.push({
        name: 'Model cost a month', tone: '',
        value: month.length ? `$${month.reduce((sum, cost) => sum + Number(cost), 0).toFixed(2)}` : 'too few samples',
        definition: `Calls seen since this monitor was attached, for thirty days at that pace of event time; from one hour on.${simulated}`,
      });
    }
    byID('figures').replaceChildren(...cards.map((figure) => {
      const card = element('div', null, 'figure');
      card.title = figure.definition;
      const isWords = figure.value.length > 14;
      card.append(element('div', figure.name, 'name'), element('div', figure.value, `value ${figure.tone} ${isWords ? 'small' : ''}`));
      return card;
    }));
  },
  agents(slots) {
    table('agents', [
      ['slot', (row) => row.slot],
      ['model', (row) => {
        const made = element('span', row.model);
        if (row.simulated) made.append(element('span', ' simulated', 'warn small'));
        return made;
      }],
      ['instances', (row) => row.instances.map((one) => `${one.instance} ${one.state}`).join(', ')],
      ['calls', (row) => row.calls, 'number'],
      ['failed', (row) => row.failures, 'number'],
      ['mean ms', (row) => row.meanMs, 'number'],
      ['today', (row) => `$${row.costTodayUSD}`, 'number'],
      ['month', (row) => (row.costMonthUSD === null ? '–' : `$${row.costMonthUSD}`), 'number'],
    ], slots, 'no agent has registered yet');
    byID('cost-note').textContent = slots.some((slot) => slot.simulated)
      ? 'Calls and cost are those seen since this monitor was attached. Simulated models cost nothing; shown is the named model’s list price.'
      : 'Calls and cost are those seen since this monitor was attached.';
    if (state.run) show.run(state.run);
    if (state.figures) show.figures(state.figures);
  },
  books(rows) {
    byID('books-panel').hidden = !rows.length;
    table('books', [
      ['account', (row) => element(row.own ? 'strong' : 'span', row.title)],
      ['equity, USDT', (row) => row.equity, 'number'],
      ['return', (row) => element('span', row.return, row.tone), 'number'],
      ['max drawdown', (row) => row.drawdown, 'number'],
      ['trades', (row) => row.trades, 'number'],
      ['win rate', (row) => row.winRate, 'number'],
      ['fees, USDT', (row) => row.fees, 'number'],
    ], rows, 'no cycle yet');
  },
  equity(data) { Charts.equity(byID('equity-chart'), data); },
  candles(data) {
    if (data.symbol !== symbol) return;
    Charts.candles(byID('market-chart'), data);
    const last = data.t.length - 1;
    byID('legend').textContent = last < 0 ? '' :
      `${data.symbol} ${data.timeframe} · open ${data.o[last]} high ${data.h[last]} low ${data.l[last]} close ${data.c[last]}`;
  },
  positions(data) {
    table('positions', [
      ['symbol', (row) => row.symbol],
      ['side', (row) => element('span', row.side === 'long' ? '▲ long' : '▼ short', row.side === 'long' ? 'up' : 'down')],
      ['quantity', (row) => row.quantity, 'number'],
      ['entry', (row) => row.entry, 'number'],
      ['mark', (row) => row.mark, 'number'],
      ['open profit', (row) => profit(row.profit), 'number'],
      ['stop', (row) => row.stop, 'number'],
      ['target', (row) => row.target, 'number'],
      ['leverage', (row) => `${row.leverage}×`, 'number'],
      ['since', (row) => shortTime(row.since)],
    ], data.open, 'no open position');
  },
  decisions(data) {
    table('latest', decisionColumns(data.latest, false), data.latest, 'no cycle has completed yet');
    table('trades', decisionColumns(data.trades, true), data.trades, 'none yet: every decision was HOLD, or its side was held already');
  },
  verdicts(data) {
    const most = data.refusals.length ? data.refusals[0].times : 1;
    const bar = (times) => {
      const made = element('progress');
      made.max = most;
      made.value = times;
      return made;
    };
    table('verdicts', [
      ['refused as', (row) => row.code],
      ['times', (row) => row.times.toLocaleString('en-US'), 'number'],
      ['share', (row) => `${Math.round((100 * row.times) / data.refused)} %`, 'number'],
      ['', (row) => bar(row.times), 'words'],
    ], data.refusals, 'nothing yet');
    byID('verdict-sum').textContent =
      `${data.approved.toLocaleString('en-US')} approved, ${data.refused.toLocaleString('en-US')} refused since the account was opened`;
  },
  processes(rows) {
    warn();
    const tone = (state) => (state === 'running' ? 'up' : state === 'silent' || state === 'halted' ? 'down' : 'warn');
    table('processes', [
      ['process', (row) => row.name],
      ['state', (row) => element('span', (row.state === 'running' ? '● ' : '○ ') + row.state, tone(row.state))],
      ['last heard', (row) => (row.silenceMs < 2000 ? 'now' : `${Math.round(row.silenceMs / 1000)} s ago`)],
      ['pid', (row) => row.pid, 'number'],
      ['restarts', (row) => row.restarts, 'number'],
      ['life', (row) => row.epoch, 'number'],
      ['log position', (row) => row.position.toLocaleString('en-US'), 'number'],
      ['event time', (row) => shortTime(row.eventTime)],
      ['handled', (row) => row.handled.toLocaleString('en-US'), 'number'],
      ['', (row) => row.detail, 'words'],
    ], rows, 'no process has been heard yet');
  },
  ledger(rows) {
    table('ledger', [
      ['entry', (row) => row.sequence, 'number'],
      ['time', (row) => shortTime(row.time)],
      ['kind', (row) => row.kind],
      ['symbol', (row) => row.symbol || ''],
      ['detail', (row) => row.detail || '', 'words'],
      ['fee', (row) => money(row.fee), 'number'],
      ['profit', (row) => (row.profit === undefined || row.profit === '0' ? '' : profit(row.profit)), 'number'],
    ], rows, 'the books are empty');
  },
};

// What a person has to know first.
function warn() {
  const words = [];
  const run = state.run;
  if (run && run.tradingState && run.tradingState !== 'active') words.push(`Trading is ${run.tradingState}: ${run.tradingReason}`);
  for (const row of state.processes || []) {
    if (row.state === 'silent') words.push(`${row.name} has been silent for ${Math.round(row.silenceMs / 1000)} s`);
  }
  byID('banner').textContent = words.join(' · ');
  byID('banner').hidden = !words.length;
}

function link(words, style) {
  byID('link').textContent = words;
  byID('link').className = style;
}

function receive(name, text) {
  state[name] = JSON.parse(text);
  heardAt = Date.now();
  link('live', 'live');
  show[name](state[name]);
}

// One that is held, so that the first look shows what this is about.
function firstSymbol(symbols) {
  const held = state.positions && state.positions.open.length ? state.positions.open[0].symbol : 'BTCUSDT';
  return symbols.includes(held) ? held : symbols[0];
}

function choose(name) {
  if (name === symbol && source) return;
  symbol = name;
  history.replaceState(null, '', `${location.search}#symbol=${name}`);
  if (!source && !wanted.has('static')) return;
  connect();
}

function connect() {
  const query = symbol ? `?symbol=${symbol}` : '';
  if (wanted.has('static')) {
    fetch(`/api/state${query}`).then((reply) => reply.json()).then((all) => {
      for (const name of Object.keys(all)) state[name] = all[name];
      for (const name of Object.keys(show)) if (all[name]) show[name](all[name]);
      link('a still picture', '');
    });
    return;
  }
  if (source) source.close();
  source = new EventSource(`/events${query}`);
  for (const name of Object.keys(show)) source.addEventListener(name, (event) => receive(name, event.data));
  source.addEventListener('error', () => link('the monitor does not answer; trying again', 'lost'));
}

async function halt() {
  byID('halt-answer').textContent = 'asking';
  try {
    const reply = await fetch('/api/halt', {
      method: 'POST',
      headers: { authorization: `Bearer ${byID('halt-token').value.trim()}`, 'content-type': 'text/plain' },
      body: byID('halt-reason').value,
    });
    byID('halt-answer').textContent = (await reply.text()).trim();
    if (reply.ok) byID('halt-token').value = '';
  } catch {
    byID('halt-answer').textContent = 'the monitor does not answer; use tandem halt';
  }
}

byID('halt').addEventListener('click', () => byID('halt-dialog').showModal());
byID('halt-cancel').addEventListener('click', () => byID('halt-dialog').close());
byID('halt-now').addEventListener('click', halt);

function redraw() {
  if (state.equity) show.equity(state.equity);
  if (state.candles) show.candles(state.candles);
}

setInterval(() => {
  if (heardAt && Date.now() - heardAt > 5000) link(`nothing heard for ${Math.round((Date.now() - heardAt) / 1000)} s`, 'lost');
}, 1000);
addEventListener('resize', redraw);
matchMedia('(prefers-color-scheme: light)').addEventListener('change', redraw);
connect();
