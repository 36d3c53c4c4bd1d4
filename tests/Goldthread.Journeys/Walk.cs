using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Goldthread.Journeys;

/// <summary>Walks from page to page by their links, as often as an address of a new kind turns up.</summary>
internal sealed partial class Walk(IPage page, string address, int ofEachKind = 1)
{
    private readonly Queue<string> waiting = new(["/"]);
    private readonly HashSet<string> known = ["/"];
    private readonly Dictionary<string, int> kinds = [];

    /// <summary>Opens page after page; the caller looks at each.</summary>
    public async Task ToEachAsync(Func<string, IResponse, Task> look)
    {
        while (waiting.TryDequeue(out var path))
        {
            IResponse? response;
            try
            {
                response = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            }
            catch (PlaywrightException download) when (download.Message.Contains("Download is starting", StringComparison.Ordinal) || download.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
            {
                continue;
            }
            if (response is null || !(response.Headers.GetValueOrDefault("content-type") ?? "").StartsWith("text/html", StringComparison.Ordinal)) continue;
            await look(path, response);
            foreach (var link in await page.Locator("a[href]").EvaluateAllAsync<string[]>("links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)")) Note(link);
        }
    }

    /// <summary>"/findings/{id}?sort" of "/findings/0197…?sort=date&amp;p=2#top": one address for each kind of page, and one for
    /// each value its address may begin with.</summary>
    public static string Kind(string path) => Value().Replace(Code().Replace(Id().Replace(path, "{id}"), "/indicators/{code}"), "$1").Split('&')[0];

    private void Note(string link)
    {
        if (!link.StartsWith(address + "/", StringComparison.Ordinal)) return;
        var path = link[address.Length..].Split('#')[0];
        if (!known.Add(path)) return;
        var kind = Kind(path);
        if ((kinds[kind] = kinds.GetValueOrDefault(kind) + 1) <= ofEachKind) waiting.Enqueue(path);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("/indicators/[A-Za-z][^/?]*")]
    private static partial Regex Code();

    [GeneratedRegex("([?&][^=&]+)=[^&]*")]
    private static partial Regex Value();
}
