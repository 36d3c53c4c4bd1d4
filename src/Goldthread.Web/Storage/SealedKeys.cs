using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Goldthread.Web.Storage;

/// <summary>Keeps the framework's keys in the database encrypted with the master key, which is not there (T22).</summary>
internal sealed class SealedKeys(Sealing sealing) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", sealing.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(OpenedKeys));
}

/// <summary>Opens them; the framework makes it by the name that stands beside each key.</summary>
internal sealed class OpenedKeys(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(services.GetRequiredService<Sealing>().Open(encryptedElement.Value));
}
