namespace Goldthread.Domain;

/// <summary>Why something can't be done, in words a user can act on.</summary>
/// <param name="Field">The name of the form field to mend; empty means the whole form.</param>
/// <param name="Message">What is wrong and how to mend it, one sentence without a full stop.</param>
public sealed record Problem(string Field, string Message)
{
    /// <summary>The same, with the record it is about before it: "A-7K3QX: enter a number". For forms on many records.</summary>
    /// <param name="label">The record's spoken code.</param>
    public Problem Of(string label) => Message.Length == 0 ? this : this with { Message = $"{label}: {char.ToLowerInvariant(Message[0])}{Message[1..]}" };
}
