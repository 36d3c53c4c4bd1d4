using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Goldthread.Web.Site;

/// <summary>What the program tells whoever runs it: how it fares, and nothing of whom it serves. No address as it was asked for (it holds
/// ids, and what was searched for), no name, no e-mail address, no text of a record (T22).</summary>
internal static class Telemetry
{
    /// <summary>Lines of JSON in place of text, one for each request with them.</summary>
    public static void LogAsJson(this ILoggingBuilder logging)
    {
        logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "O"));
        logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(typeof(RequestLog).FullName, LogLevel.Information);
    }

    /// <summary>Logs, traces and metrics for a collector, by the settings that OpenTelemetry names itself.</summary>
    public static void AddTelemetry(this IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("goldthread", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
        .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore").AddProcessor(new NothingOfAnybody()).AddOtlpExporter())
        .WithMetrics(metrics => metrics.AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime").AddOtlpExporter())
        .WithLogging(logs => logs.AddOtlpExporter(), options => options.IncludeFormattedMessage = true);

    private const string Asked = "asked for";

    /// <summary>The page that was asked for as it is written in the program: "findings/{id:guid}". Not the one that tells what went wrong.</summary>
    public static string Route(HttpContext http) => (http.Items[Asked] as RouteEndpoint)?.RoutePattern.RawText ?? "none";

    /// <summary>Remembers the page that was asked for: after a refusal or a fault the framework has forgotten it.</summary>
    public static Task RememberAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is null && http.Features.Get<IExceptionHandlerFeature>() is null) http.Items[Asked] = http.GetEndpoint();
        return next(http);
    }

    // By a list of what may stay: a later version of the framework may put in more.
    private sealed class NothingOfAnybody : BaseProcessor<Activity>
    {
        private static readonly string[] kept = ["http.request.method", "http.response.status_code", "http.route", "error.type"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in data.TagObjects.Where(tag => !kept.Contains(tag.Key)).ToList()) data.SetTag(tag.Key, null);
            data.DisplayName = $"{data.GetTagItem("http.request.method")} {data.GetTagItem("http.route")}";
        }
    }
}

/// <summary>One line for each request: what, how it ended, how long it took, and the trace by which other lines are found.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var begun = clock.GetTimestamp();
        await next(http);
        var route = Telemetry.Route(http);
        Activity.Current?.SetTag("http.route", route).SetTag("http.request.method", SecurityLog.MethodOf(http)).SetTag("http.response.status_code", http.Response.StatusCode);
        log.LogInformation("{Method} {Route} {Status} in {Milliseconds} ms, trace {Trace}", SecurityLog.MethodOf(http), route, http.Response.StatusCode, (int)clock.GetElapsedTime(begun).TotalMilliseconds, Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier);
    }
}
