// The traces that Peil draws, and Dutch: a fourth of the full plotly.js.
import Plotly from 'plotly.js/lib/core';
import bar from 'plotly.js/lib/bar';
import choropleth from 'plotly.js/lib/choropleth';
import scattergeo from 'plotly.js/lib/scattergeo';
import nl from 'plotly.js/lib/locales/nl';

Plotly.register([bar, choropleth, scattergeo, nl]);
window.Plotly = Plotly;
