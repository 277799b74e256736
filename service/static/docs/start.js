// Relative addresses keep the page working behind a proxy that serves the API under a folder.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  // So many operations are read resource by resource; all of them at once are more than the page can lay out.
  docExpansion: "none",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  // Without this the page would ask a public validator about the API's address.
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
