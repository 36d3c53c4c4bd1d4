using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>Somebody who posts progress on one action again and again, each through the page that shows its form. Where an answer does not
/// come the same form is sent again, to the next node, as a browser's second press is: with the same command's id.</summary>
internal sealed class Worker(IReadOnlyList<string> nodes, int first, string cookie, Guid action, int number) : IDisposable
{
    private static readonly HtmlParser parser = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(90) };
    private readonly Dictionary<string, string> jar = new() { [cookie.Split('=', 2)[0]] = cookie.Split('=', 2)[1] };
    private int at = first;

    /// <summary>What was acknowledged.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>Answers that tell the person of a fault, or ask to sign in anew.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How often a form was sent again.</summary>
    public int Again { get; private set; }

    /// <summary>The longest that one save took, from its first press to its acknowledgement.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Works until it is told to stop, and ends with what it has begun.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        for (var step = 1; !stop.IsCancellationRequested; step++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"worker {number} step {step}");
            var begun = DateTime.UtcNow;
            var form = await FormAsync();
            form["Input.Text"] = text;
            form["Input.Percent"] = "40";
            while (true)
            {
                var answer = await SendAsync(HttpMethod.Post, form);
                if (answer is { Status: HttpStatusCode.Found } && answer.Value.Location.StartsWith("/actions/", StringComparison.Ordinal)) break;
                if (answer is { Status: var status, Body: var body })
                {
                    Faults.Add($"{status} {answer.Value.Location} {(body.Contains("<h1", StringComparison.Ordinal) ? body[body.IndexOf("<h1", StringComparison.Ordinal)..][..Math.Min(300, body.Length - body.IndexOf("<h1", StringComparison.Ordinal))] : "")}");
                    if (Faults.Count > 20) return;
                }
                Again++;
            }
            Acknowledged.Add(text);
            if (DateTime.UtcNow - begun is var took && took > Longest) Longest = took;
        }
    }

    /// <summary>Waits until all of them together have been acknowledged so much.</summary>
    public static async Task UntilAsync(IReadOnlyCollection<Worker> all, int acknowledged)
    {
        for (var patience = Stopwatch.StartNew(); all.Sum(w => w.Acknowledged.Count) < acknowledged; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(5), $"Too little was saved: {all.Sum(w => w.Acknowledged.Count)}; {string.Join('\n', all.SelectMany(w => w.Faults).Take(3))}");
            Assert.True(all.Sum(w => w.Faults.Count) < 20, string.Join('\n', all.SelectMany(w => w.Faults).Take(3)));
        }
    }

    private async Task<Dictionary<string, string>> FormAsync()
    {
        while (true)
        {
            if (await SendAsync(HttpMethod.Get, null) is not { } answer) continue;
            if (answer.Status != HttpStatusCode.OK)
            {
                Faults.Add($"The form: {answer.Status} {answer.Location}");
                if (Faults.Count > 20) throw new InvalidOperationException(Faults[^1]);
                continue;
            }
            var form = parser.ParseDocument(answer.Body).Forms.First(f => f.Elements.Any(e => e.GetAttribute("name") == "Input.Text"));
            return Screen.Filled((IHtmlFormElement)form).GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.First().Value);
        }
    }

    // Null when the node did not answer: the next is asked from then on.
    private async Task<(HttpStatusCode Status, string Location, string Body)?> SendAsync(HttpMethod method, Dictionary<string, string>? form)
    {
        try
        {
            using HttpRequestMessage request = new(method, $"{nodes[at]}/actions/{action}/progress");
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", jar.Select(c => $"{c.Key}={c.Value}")));
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
            if (form is not null) request.Content = new FormUrlEncodedContent(form);
            using var answer = await http.SendAsync(request);
            if (answer.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var one in set.Select(c => c.Split(';')[0].Split('=', 2))) jar[one[0]] = one[1];
            return (answer.StatusCode, answer.Headers.Location?.OriginalString ?? "", await answer.Content.ReadAsStringAsync());
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            at = (at + 1) % nodes.Count;
            await Task.Delay(50);
            return null;
        }
    }

    public void Dispose() => http.Dispose();
}
