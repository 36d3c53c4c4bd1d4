using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Goldthread.Web.Tests;

/// <summary>A browser without script: keeps cookies, follows redirects, and posts a form with everything that is in it.</summary>
public sealed class Client : IDisposable
{
    private readonly HttpClient http;

    internal Client(Uri address)
    {
#pragma warning disable CA2000 // the client owns its handler
        http = new(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
#pragma warning restore CA2000
    }

    /// <summary>Where the site is, without a slash at the end.</summary>
    public string Address => http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>What the site has set.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>Other sites that this one may lead to: nobody is followed there.</summary>
    public HashSet<string> Elsewhere { get; } = [];

    /// <summary>Opens an address and follows where it leads.</summary>
    public Task<Screen> OpenAsync(string path) => GoAsync(new(HttpMethod.Get, path), follow: true);

    /// <summary>Opens an address and stays there, also when it leads elsewhere.</summary>
    public Task<Screen> AskAsync(string path) => GoAsync(new(HttpMethod.Get, path), follow: false);

    /// <summary>Presses a button of a page, after some fields were filled in. A field the form does not have is a mistake of the
    /// test.</summary>
    /// <param name="screen">The page that shows the form.</param>
    /// <param name="button">The button's words.</param>
    /// <param name="fields">Names and what is typed or chosen; a name given twice is two choices.</param>
    public Task<Screen> PressAsync(Screen screen, string button, params (string Name, string Value)[] fields) =>
        SubmitAsync(screen, button, fields, files: []);

    /// <summary>The same with files.</summary>
    public Task<Screen> SubmitAsync(Screen screen, string button, IReadOnlyList<(string Name, string Value)> fields, IReadOnlyList<(string Name, string FileName, byte[] Bytes)> files)
    {
        var form = screen.FormOf(button);
        foreach (var name in fields.Select(f => f.Name).Concat(files.Select(f => f.Name)))
            Assert.True(form.Elements.Any(e => e.GetAttribute("name") == name), $"The form with “{button}” has no field {name}, but {string.Join(", ", form.Elements.Select(e => e.GetAttribute("name")).OfType<string>().Distinct())}");
        return SendAsync(screen, button, fields, files);
    }

    /// <summary>Posts the form with fields it never offered, as an attacker would (T18).</summary>
    public Task<Screen> OverpostAsync(Screen screen, string button, params (string Name, string Value)[] fields) => SendAsync(screen, button, fields, files: []);

    /// <summary>Posts without a form.</summary>
    public Task<Screen> PostAsync(string path, params (string Name, string Value)[] fields) =>
        GoAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) }, follow: true);

    /// <summary>Sends a request of one's own making and stays where it answers.</summary>
    public Task<Screen> SendAsync(HttpRequestMessage request) => GoAsync(request, follow: false);

    private Task<Screen> SendAsync(Screen screen, string button, IReadOnlyList<(string Name, string Value)> fields, IReadOnlyList<(string Name, string FileName, byte[] Bytes)> files)
    {
        var form = screen.FormOf(button);
        var pressed = screen.Buttons(form).First(b => Screen.Words(b) == button);
        List<(string Name, string Value)> all = [.. Screen.Filled(form).Where(f => fields.All(mine => mine.Name != f.Name)), .. fields];
        if (pressed.GetAttribute("name") is { Length: > 0 } name) all.Add((name, pressed.GetAttribute("value") ?? ""));
        var action = pressed.GetAttribute("formaction") ?? form.GetAttribute("action") ?? "";
        var target = new Uri(new Uri(http.BaseAddress!, screen.Path), action).PathAndQuery;
        if ((pressed.GetAttribute("formmethod") ?? form.GetAttribute("method") ?? "get").Equals("get", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join('&', all.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));
            return OpenAsync($"{target.Split('?')[0]}?{query}");
        }
        return GoAsync(new(HttpMethod.Post, target) { Content = Body(form, all, files) }, follow: true);
    }

    private static HttpContent Body(IHtmlFormElement form, List<(string Name, string Value)> fields, IReadOnlyList<(string Name, string FileName, byte[] Bytes)> files)
    {
        if (form.GetAttribute("enctype") != "multipart/form-data") return new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        MultipartFormDataContent parts = [];
        foreach (var (name, value) in fields) parts.Add(new StringContent(value, Encoding.UTF8), name);
        foreach (var (name, fileName, bytes) in files)
        {
            ByteArrayContent file = new(bytes);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            parts.Add(file, name, fileName);
        }
        return parts;
    }

    private async Task<Screen> GoAsync(HttpRequestMessage request, bool follow)
    {
        // 307: the same again at another address, as browsers do it.
        var (body, kind) = request.Content is { } content ? (await content.ReadAsByteArrayAsync(), content.Headers.ContentType) : default;
        var screen = await OnceAsync(request);
        for (var hops = 0; follow && hops < 5 && screen.Location is { } next && screen.Abroad is null; hops++)
        {
            HttpRequestMessage again = new(screen.Status == HttpStatusCode.TemporaryRedirect ? HttpMethod.Post : HttpMethod.Get, next);
            if (again.Method == HttpMethod.Post)
            {
                again.Content = new ByteArrayContent(body!);
                again.Content.Headers.ContentType = kind;
            }
            screen = await OnceAsync(again);
        }
        return screen;
    }

    private async Task<Screen> OnceAsync(HttpRequestMessage request)
    {
        using var sent = request;
        sent.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        using var response = await http.SendAsync(sent, TestContext.Current.CancellationToken);
        var location = response.Headers.Location is { } to ? new Uri(sent.RequestUri!, to) : null;
        if (location is not null && !Elsewhere.Contains(location.Authority)) Assert.Equal(http.BaseAddress!.Authority, location.Authority);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new(sent.RequestUri!.PathAndQuery, response.StatusCode, response, bytes, location);
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What came back.</summary>
public sealed class Screen
{
    private static readonly HtmlParser parser = new();

    internal Screen(string path, HttpStatusCode status, HttpResponseMessage response, byte[] bytes, Uri? location)
    {
        (Path, Status, Bytes, Location) = (path, status, bytes, location?.PathAndQuery);
        if (location is not null && location.Authority != response.RequestMessage!.RequestUri!.Authority) Abroad = location;
        MediaType = response.Content.Headers.ContentType?.MediaType ?? "";
        Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        Body = Encoding.UTF8.GetString(bytes);
        Html = parser.ParseDocument(MediaType == "text/html" ? Body : "");
    }

    /// <summary>Path and query it came from, after redirects.</summary>
    public string Path { get; }

    /// <summary>Where it would lead on.</summary>
    public string? Location { get; }

    /// <summary>The other site it leads to; null for none.</summary>
    public Uri? Abroad { get; }

    public HttpStatusCode Status { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string MediaType { get; }

    public byte[] Bytes { get; }

    /// <summary>The body as text.</summary>
    public string Body { get; }

    public IHtmlDocument Html { get; }

    /// <summary>Words of the main part, white space collapsed.</summary>
    public string Text => Words(Html.QuerySelector("main") ?? Html.Body!);

    /// <summary>Messages of the error summary.</summary>
    public IReadOnlyList<string> Errors => [.. Html.QuerySelectorAll(".govuk-error-summary__list li").Select(Words)];

    /// <summary>Addresses of all links.</summary>
    public IReadOnlyList<string> Links => [.. Html.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!)];

    /// <summary>What a post of this person must bear; of the form for signing out, which every page has.</summary>
    public string Token => Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>Whether there is a button with these words.</summary>
    public bool Offers(string button) => Html.Forms.SelectMany(Buttons).Any(b => Words(b) == button);

    internal IHtmlFormElement FormOf(string button) => Html.Forms.FirstOrDefault(form => Buttons(form).Any(b => Words(b) == button))
        ?? throw new InvalidOperationException($"{Path} ({(int)Status}) has no button “{button}”, but {string.Join(", ", Html.Forms.SelectMany(Buttons).Select(Words))}");

#pragma warning disable CA1822 // reads like a property of the screen
    internal IEnumerable<IElement> Buttons(IHtmlFormElement form) => form.QuerySelectorAll("button, input[type=submit]").Where(b => b.GetAttribute("type") != "button");
#pragma warning restore CA1822

    internal static string Words(IElement element) =>
        string.Join(' ', (element is IHtmlInputElement input ? input.Value : element.TextContent).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What a browser would send of a form besides the button.</summary>
    internal static IEnumerable<(string Name, string Value)> Filled(IHtmlFormElement form)
    {
        foreach (var element in form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 } && !e.HasAttribute("disabled")))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked) yield return (name, box.GetAttribute("value") ?? "on");
                    break;
                case IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" or "file" }:
                    break;
                case IHtmlInputElement input:
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.Options.Where(o => o.IsSelected)) yield return (name, option.Value);
                    break;
            }
        }
    }
}
