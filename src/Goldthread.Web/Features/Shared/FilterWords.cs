using System.Globalization;
using Goldthread.Domain;

namespace Goldthread.Web.Features.Shared;

/// <summary>What was chosen in a filter, as a list that is taken out says it (S8, Y4).</summary>
public static class FilterWords
{
    /// <summary>"Agency: Police; year: 2026", or "everything".</summary>
    /// <param name="filter">The filter; how it is sorted is not said.</param>
    /// <param name="name">The name of what an id stands for.</param>
    public static string InWords(object filter, Func<Guid, string> name)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(name);
        List<string> chosen = [];
        foreach (var property in filter.GetType().GetProperties().Where(p => p.Name != "Sort" && p.CanWrite))
        {
            var value = property.GetValue(filter) switch
            {
                null or "" => null,
                Guid id => name(id),
                Enum one => one.InWords(),
                DateOnly day => day.InWords(),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture),
            };
            if (value is { Length: > 0 }) chosen.Add($"{property.Name.ToLowerInvariant()}: {value}");
        }
        return chosen.Count == 0 ? "everything" : string.Join("; ", chosen);
    }
}
