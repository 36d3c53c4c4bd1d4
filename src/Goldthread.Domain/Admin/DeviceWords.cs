namespace Goldthread.Domain.Admin;

/// <summary>What a browser calls itself, in words its owner knows it by.</summary>
public static class DeviceWords
{
    // In this order: nearly every browser calls itself Safari, and most of them Chrome, beside its own name.
    private static readonly (string Mark, string Name)[] browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    // Android calls itself Linux too, and an iPhone "like Mac OS X".
    private static readonly (string Mark, string Name)[] systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Mac OS X", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux")];

    /// <summary>"Firefox on Windows"; "A browser we don’t know" for anything else.</summary>
    /// <param name="userAgent">As the browser sent it.</param>
    public static string Of(string userAgent)
    {
        ArgumentNullException.ThrowIfNull(userAgent);
        string? Find((string Mark, string Name)[] known) => known.Where(k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Select(k => k.Name).FirstOrDefault();
        return (Find(browsers), Find(systems)) switch
        {
            ({ } browser, { } system) => $"{browser} on {system}",
            ({ } browser, null) => browser,
            (null, { } system) => $"A browser on {system}",
            _ => "A browser we don’t know",
        };
    }
}
