using Goldthread.Web.Commands;

return await CommandLine.RunAsync(args);
