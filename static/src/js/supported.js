// Before the page is painted: say that scripts run here, so that components may be richer.
document.body.className +=
  " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
